// What a customer sends of every kind, for a client's handler to take.

const CARD = [{ name: { formatted_name: 'Eva', first_name: 'Eva' }, phones: [{ phone: '+13055550177' }] }];
const ORDER = {
  catalog_id: '1',
  product_items: [{ product_retailer_id: 'a', quantity: 1, item_price: 3, currency: 'USD' }],
};

const BUTTONS = {
  type: 'button',
  body: { text: 'Shall we?' },
  action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
};
const LIST = {
  type: 'list',
  body: { text: 'Which one?' },
  action: { button: 'Open', sections: [{ rows: [{ id: '1', title: 'One' }] }] },
};

/** Sends one of each; the answer is `[type, wamid]` in that order. */
export async function sendEveryKind(meta) {
  const sent = [];
  const send = async (type, content, more) => {
    const wamid = await meta.send(type, content, more);
    sent.push([type, wamid]);
    return wamid;
  };
  const text = await send('text', { body: '¿Tienen talavera? 👍' });
  for (const kind of ['image', 'audio', 'video', 'document', 'sticker']) {
    await send(kind, { id: await meta.put(kind), caption: 'look', voice: true });
  }
  await send('location', { latitude: 19.4, longitude: -99.1, name: 'Here' });
  await send('contacts', CARD);
  await send('reaction', { message_id: text, emoji: '❤️' });
  await send('order', ORDER);
  const tap = async (offered, content) =>
    send('interactive', content, { reply_to: await meta.offer(offered) });
  await tap(BUTTONS, { type: 'button_reply', button_reply: { id: 'y' } });
  await tap(LIST, { type: 'list_reply', list_reply: { id: '1' } });
  await send('interactive', { type: 'nfm_reply', nfm_reply: { response_json: '{"a":1}' } });
  await send('unsupported', { type: 'poll' });
  await send('revoke', { original_message_id: text });
  return sent;
}
