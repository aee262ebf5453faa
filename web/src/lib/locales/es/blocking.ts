/** Blocked contacts, in Spanish. */
export const blocking = {
  'block.ask': '¿Bloquear a {name}?',
  'block.block': 'Bloquear contacto',
  'block.blocked': 'Bloqueaste a {name}',
  'block.explain':
    'Nadie del equipo podrá escribir a esta persona, por ninguna línea. Lo que espera salir no se envía.',
  'block.explain_inbound':
    'Lo que escriba queda en la conversación, sin abrir tickets ni contar como no leído. No se le avisa.',
  'block.mark': 'Bloqueado',
  'block.since': 'Bloqueado desde el {at}.',
  'block.since_hint': 'Nadie puede escribir a esta persona. Lo que escribe se guarda y no pide atención.',
  'block.unblock': 'Desbloquear',
  'block.unblock_contact': 'Desbloquear contacto',
  'block.unblocked': 'Ya se puede escribir a {name} de nuevo',
  'problem.contact_blocked': 'Este contacto está bloqueado. Desbloquéalo para escribirle.',
};
