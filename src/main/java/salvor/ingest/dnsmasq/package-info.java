/**
 * The query log of dnsmasq ({@code --log-queries}). Its lines have no time, or one without a year:
 * lookups stay without a time.
 */
@NullMarked
package salvor.ingest.dnsmasq;

import org.jspecify.annotations.NullMarked;
