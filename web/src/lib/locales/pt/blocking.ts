/** Blocked contacts, in Portuguese. */
export const blocking = {
  'block.ask': 'Bloquear {name}?',
  'block.block': 'Bloquear contato',
  'block.blocked': 'Você bloqueou {name}',
  'block.explain':
    'Ninguém da equipe poderá escrever a esta pessoa, por nenhuma linha. O que aguarda envio não é enviado.',
  'block.explain_inbound':
    'O que ela escrever fica na conversa, sem abrir tickets nem contar como não lido. Ela não é avisada.',
  'block.mark': 'Bloqueado',
  'block.since': 'Bloqueado desde {at}.',
  'block.since_hint': 'Ninguém pode escrever a esta pessoa. O que ela escreve é guardado e não pede atenção.',
  'block.unblock': 'Desbloquear',
  'block.unblock_contact': 'Desbloquear contato',
  'block.unblocked': 'Já é possível escrever a {name} de novo',
  'problem.contact_blocked': 'Este contato está bloqueado. Desbloqueie para escrever.',
};
