"""What a catalogue is: values and rules, in plain Python without a database or a window."""
