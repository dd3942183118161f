"""The demo newsroom: an invented town's paper, its people, pictures and twelve stories, loaded by ``load_demo``."""
