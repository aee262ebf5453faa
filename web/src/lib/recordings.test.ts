import { expect, test } from 'vitest';
import { fileOf, isVoiceNote } from './recordings';

test.each([
  ['audio/webm;codecs=opus', 'audio/webm;codecs=opus', 'voice.webm', true],
  ['audio/ogg; codecs=opus', 'audio/ogg;codecs=opus', 'voice.ogg', true],
  ['audio/mp4', 'audio/mp4;codecs=opus', 'voice.m4a', true],
  ['audio/mp4; codecs=opus', '', 'voice.m4a', true],
  ['audio/mp4', 'audio/mp4', 'voice.m4a', false],
  ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'voice.m4a', false],
])('a recording of %s by %s is %s', (type, recorder, name, voice) => {
  const file = fileOf(new Blob(['x'], { type }), recorder);
  expect([file.name, isVoiceNote(file)]).toEqual([name, voice]);
});
