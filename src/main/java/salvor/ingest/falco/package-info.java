/**
 * Falco's JSON output (falco.org, "Falco Alerts" and "Supported Fields").
 *
 * <p>Which fields a record has depends on its rule, so {@code output_fields} is a bag. A rule that
 * logs everything of a kind (tag {@code telemetry}, or a name beginning with "Telemetry ") yields
 * the activity itself; any other rule yields an alert about that activity. The host's name is not
 * taken as the node's: it may be the sensor pod's.
 *
 * <p>Process ids are those of the node; the identity is {@code pid@start}, good within one sensor.
 * The command line is argv[0] ({@code proc.exe}) followed by the arguments, because the short name
 * hides the applet of a multi-call binary and the interpreter of a script.
 */
@NullMarked
package salvor.ingest.falco;

import org.jspecify.annotations.NullMarked;
