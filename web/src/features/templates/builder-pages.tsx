/** The builder behind each of its addresses. */
import { useParams } from '@tanstack/react-router';
import { BuilderPage } from './builder-page';

export const NewTemplatePage = () => <BuilderPage template={null} as="new" />;

export function EditTemplatePage() {
  const { template } = useParams({ from: '/o/$org/templates/$template/edit' });
  return <BuilderPage template={template} as="edit" />;
}

/** The same text in another language, or under another name. */
export function CopyTemplatePage() {
  const { template } = useParams({ from: '/o/$org/templates/$template/copy' });
  return <BuilderPage template={template} as="copy" />;
}
