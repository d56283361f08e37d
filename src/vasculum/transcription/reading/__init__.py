"""What volunteers read on labels, compared field by field: pure, without database or clock."""
