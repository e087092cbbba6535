"""Still pictures, and moving ones that picture files hold."""
