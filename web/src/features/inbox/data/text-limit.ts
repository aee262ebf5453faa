/** What WhatsApp takes of a text. As Meta counts: an emoji beyond the first plane is one character. */
export const LIMIT = 4_096;
