"""Pictures that go on from clips: moved, turned into the drawing, said anew."""
