"""What a front is made of: areas and slots, rules and pins, and which stories they show at a moment."""
