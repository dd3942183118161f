"""How much of a hostile file is looked at. Real files stay far below."""

FILE_BYTES = 200_000_000
BLOCK_BYTES = 4_000_000  # one decompressed block
XMP_BYTES = 1_000_000
ELEMENTS = 40_000  # of one packet; a long editing history has 5,000
PACKETS = 4
DATASETS = 4_000
SALVAGE_BYTES = 4_000_000
