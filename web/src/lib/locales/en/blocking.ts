/** Blocked contacts, in English. */
export const blocking = {
  'block.ask': 'Block {name}?',
  'block.block': 'Block contact',
  'block.blocked': '{name} is blocked',
  'block.explain':
    'Nobody of the team can write to this person any more, over any line. What is waiting to go out is not sent.',
  'block.explain_inbound':
    'What they write is kept in the conversation, and opens no ticket and counts as unread for nobody. They are not told.',
  'block.mark': 'Blocked',
  'block.since': 'Blocked since {at}.',
  'block.since_hint':
    "Nobody can write to this person. What they write is kept, and asks for nobody's attention.",
  'block.unblock': 'Unblock',
  'block.unblock_contact': 'Unblock contact',
  'block.unblocked': '{name} can be written to again',
  'problem.contact_blocked': 'This contact is blocked. Unblock them to write.',
} as const;
