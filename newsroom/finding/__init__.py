"""From any page of the desk to anything in it: the palette, the search over everything, searches that are kept."""
