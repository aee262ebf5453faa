//! The WhatsApp Cloud API door.
