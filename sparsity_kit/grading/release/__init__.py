"""From a source notebook with solutions to what each student gets."""
