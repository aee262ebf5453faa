//! The WhatsApp Web linked-device door.
