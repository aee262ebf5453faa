/** Names for the server's types; the shapes themselves come from the OpenAPI document. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type ApiToken = Schemas['ApiToken'];
export type Contact = Schemas['Contact'];
export type Conversation = Schemas['Conversation'];
export type LiveFrame = Schemas['LiveFrame'];
export type Line = Schemas['Line'];
export type LineTest = Schemas['LineTest'];
export type Link = Schemas['Link'];
export type Me = Schemas['Me'];
export type Media = Schemas['Media'];
export type MediaKind = Schemas['MediaKind'];
export type Member = Schemas['Member'];
export type Message = Schemas['Message'];
export type MetaApp = Schemas['MetaApp'];
export type NewMessage = Schemas['NewMessage'];
export type Organization = Schemas['Organization'];
export type PresentMember = Schemas['PresentMember'];
export type Queue = Schemas['Queue'];
export type Role = Schemas['Role'];
export type SandboxChat = Schemas['SandboxChat'];
export type SandboxCustomer = Schemas['SandboxCustomer'];
export type SandboxFault = Schemas['SandboxFault'];
export type SandboxMedia = Schemas['SandboxMedia'];
export type SandboxMessage = Schemas['SandboxMessage'];
export type ServerEvent = Schemas['LiveEvent'];
export type TrayEntry = Schemas['TrayEntry'];
