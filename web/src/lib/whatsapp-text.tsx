/**
 * WhatsApp's text formatting as React nodes, never as HTML: *bold* _italic_ ~struck~ `code`, ``` blocks,
 * "> " quotes, lists, and web addresses. Delimiters must hug their text and stand at the edge of a word.
 */
import type { ReactNode } from 'react';

const around = (mark: string) =>
  `(?<![\\p{L}\\p{N}${mark}])${mark}(?=\\S)([^${mark}\\n]+?)(?<=\\S)${mark}(?![\\p{L}\\p{N}${mark}])`;
const ADDRESS = String.raw`(https?:\/\/[^\s<]*[^\s<.,;:!?)\]»”'"*_~])`;
const INLINE = new RegExp(['\\*', '_', '~'].map(around).concat('`([^`\\n]+?)`', ADDRESS).join('|'), 'gu');
const DEEPEST = 3;

function whatsappInline(text: string, depth = 0): ReactNode[] {
  const nodes: ReactNode[] = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > last) nodes.push(text.slice(last, match.index));
    nodes.push(inlineNode(match, depth));
    last = match.index + match[0].length;
  }
  if (last < text.length) nodes.push(text.slice(last));
  return nodes;
}

function inlineNode(match: RegExpMatchArray, depth: number): ReactNode {
  const [, bold, italic, struck, code, address] = match;
  const key = match.index;
  const inner = (text: string) => (depth < DEEPEST ? whatsappInline(text, depth + 1) : text);
  if (bold !== undefined) {
    return (
      <strong key={key} className="font-semibold">
        {inner(bold)}
      </strong>
    );
  }
  if (italic !== undefined) return <em key={key}>{inner(italic)}</em>;
  if (struck !== undefined) return <s key={key}>{inner(struck)}</s>;
  if (code !== undefined) {
    return (
      <code key={key} className="rounded-[4px] bg-hover px-1 font-mono text-[0.92em]">
        {code}
      </code>
    );
  }
  return (
    <a
      key={key}
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="wrap-anywhere text-verdi-ink underline decoration-verdi-line underline-offset-2 hover:decoration-current"
    >
      {address}
    </a>
  );
}

type ListBlock = { kind: 'list'; ordered: boolean; start: number; lines: string[] };
type Block =
  | { kind: 'text'; lines: string[] }
  | { kind: 'quote'; lines: string[] }
  | { kind: 'code'; lines: string[] }
  | ListBlock;

const BULLET = /^[*-] (?=\S)/;
const NUMBER = /^(\d{1,3})\. (?=\S)/;
const QUOTE = /^> ?(?=\S)/;

function lineBlock(line: string): Block {
  const number = NUMBER.exec(line);
  if (number)
    return { kind: 'list', ordered: true, start: Number(number[1]), lines: [line.replace(NUMBER, '')] };
  if (BULLET.test(line)) return { kind: 'list', ordered: false, start: 1, lines: [line.replace(BULLET, '')] };
  if (QUOTE.test(line)) return { kind: 'quote', lines: [line.replace(QUOTE, '')] };
  return { kind: 'text', lines: [line] };
}

const continues = (last: Block | undefined, next: Block): last is Block =>
  last?.kind === next.kind &&
  !(last.kind === 'list' && next.kind === 'list' && last.ordered !== next.ordered);

const FENCED = /```([\s\S]+?)```/g;

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let last = 0;
  for (const match of text.matchAll(FENCED)) {
    addLines(blocks, text.slice(last, match.index));
    blocks.push({ kind: 'code', lines: [(match[1] ?? '').replace(/^\n|\n$/g, '')] });
    last = match.index + match[0].length;
  }
  addLines(blocks, text.slice(last));
  return blocks;
}

/** A line break beside a block is the block's own. */
function addLines(blocks: Block[], part: string): void {
  const text = blocks.length > 0 ? part.replace(/^\n/, '') : part;
  if (text === '') return;
  for (const line of text.split('\n')) {
    const next = lineBlock(line);
    const last = blocks.at(-1);
    if (continues(last, next)) last.lines.push(...next.lines);
    else blocks.push(next);
  }
}

export function WhatsappText({ text }: { text: string }) {
  return blocksOf(text).map((block, index) => (
    // Blocks of one text never change places.
    // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity
    <BlockView key={index} block={block} />
  ));
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === 'text') return whatsappInline(block.lines.join('\n'));
  if (block.kind === 'code') {
    return (
      <code className="my-1 block rounded-md bg-hover px-2 py-1.5 font-mono text-[0.9em]">
        {block.lines.join('\n')}
      </code>
    );
  }
  if (block.kind === 'quote') {
    return (
      <span className="my-0.5 block border-l-[3px] border-line-2 pl-2 text-ink-2">
        {whatsappInline(block.lines.join('\n'))}
      </span>
    );
  }
  return <ListView block={block} />;
}

function ListView({ block }: { block: ListBlock }) {
  const items = block.lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity
    <li key={index}>{whatsappInline(line)}</li>
  ));
  if (!block.ordered) return <ul className="list-disc pl-5">{items}</ul>;
  return (
    <ol start={block.start} className="list-decimal pl-5">
      {items}
    </ol>
  );
}
