/** All time zones that this browser knows. */
export function TimeZoneOptions() {
  return Intl.supportedValuesOf('timeZone').map((zone) => (
    <option key={zone} value={zone}>
      {zone.replaceAll('_', ' ')}
    </option>
  ));
}
