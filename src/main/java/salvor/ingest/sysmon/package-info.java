/**
 * What Sysmon for Linux writes: events in XML, behind the prefix of a syslog, by themselves, or in
 * a member of a JSON record.
 *
 * <p>The XML is of one simple form and often cut off or damaged on its way: it is searched, not
 * parsed. No document type is heeded, no entity but the five of XML and the numbered ones is
 * replaced, and nothing is ever loaded.
 */
@NullMarked
package salvor.ingest.sysmon;

import org.jspecify.annotations.NullMarked;
