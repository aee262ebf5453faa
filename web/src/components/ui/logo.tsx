/** The door knocker: our mark. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="none" aria-hidden>
      <path
        d="M16 3.2c3.1 0 5.2 2 5.2 4.6 0 1.7-.9 3-2.2 3.8h-6c-1.3-.8-2.2-2.1-2.2-3.8 0-2.6 2.1-4.6 5.2-4.6Z"
        fill="currentColor"
      />
      <circle cx="16" cy="19.6" r="8" stroke="currentColor" strokeWidth="3.1" />
      <circle cx="16" cy="27.6" r="2.7" fill="currentColor" />
    </svg>
  );
}
