"""What lies in the air: sky, weather, light."""
