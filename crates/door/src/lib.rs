//! What a door must offer, and the capabilities that it declares.
