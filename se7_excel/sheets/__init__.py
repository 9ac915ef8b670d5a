"""What the paper says: reading tabs into a programme and setting a programme out as pages."""
