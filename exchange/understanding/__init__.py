"""What people mean by a heading and by a cell."""
