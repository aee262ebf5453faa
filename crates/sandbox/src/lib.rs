//! Simulators: Meta's Graph API and the phones of virtual customers.
