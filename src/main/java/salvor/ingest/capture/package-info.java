/**
 * Packet captures, as tcpdump, Wireshark and dumpcap write them (pcap, pcapng).
 *
 * <p>Told are connections, with who began them, how they ended and how much went over them, and
 * name lookups. Each packet has one outcome: it is the first of a connection, or of its answers,
 * and tells of it; or it belongs to a connection that another tells of; or it is a lookup; or it is
 * left out with its reason. Whose a connection is comes from the cluster objects, once everything
 * has been read ({@link salvor.ingest.OnTheWire}).
 *
 * <p>A peer has the name by which that client had looked up its address before. The host that a
 * client says it wants (TLS server name, HTTP host) is its own claim, and an attacker's may be a
 * lie: it is told, but never names the peer.
 */
@NullMarked
package salvor.ingest.capture;

import org.jspecify.annotations.NullMarked;
