/** Names for the server's types; the shapes themselves come from the OpenAPI document. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type ApiToken = Schemas['ApiToken'];
export type Contact = Schemas['Contact'];
export type Conversation = Schemas['Conversation'];
export type ConversationCounts = Schemas['ConversationCounts'];
export type Delivery = Schemas['Delivery'];
export type Door = Schemas['Door'];
export type Failure = Schemas['DeliveryFailure'];
export type GraphError = Schemas['GraphError'];
export type Invitation = Schemas['Invitation'];
export type LiveFrame = Schemas['LiveFrame'];
export type Line = Schemas['Line'];
export type LineTest = Schemas['LineTest'];
export type Link = Schemas['Link'];
export type Me = Schemas['Me'];
export type Member = Schemas['Member'];
export type Membership = Schemas['Membership'];
export type Message = Schemas['Message'];
export type MetaApp = Schemas['MetaApp'];
export type Organization = Schemas['Organization'];
export type PresentMember = Schemas['PresentMember'];
export type Queue = Schemas['Queue'];
export type Role = Schemas['Role'];
export type SandboxChat = Schemas['SandboxChat'];
export type SandboxCustomer = Schemas['SandboxCustomer'];
export type SandboxFault = Schemas['SandboxFault'];
export type ServerEvent = Schemas['LiveEvent'];
export type Session = Schemas['Session'];
export type Text3 = Schemas['Text3'];
export type TrayEntry = Schemas['TrayEntry'];
