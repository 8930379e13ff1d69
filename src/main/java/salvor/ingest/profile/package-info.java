/**
 * Salvor's own baselines, as {@link salvor.baseline.ProfileJson} writes them.
 *
 * <p>One JSON document, UTF-8: {@code
 * {"kind":"SalvorBaseline","version":2,"rules":1,"profiles":[...]}}; its schema is {@code
 * baseline.schema.json} among the resources of {@code salvor.report}. {@code rules} is the version
 * of the canonicalisation rules it was made with. A profile has {@code name}, {@code namespace},
 * {@code workloadKind}, {@code workload}, {@code container}, {@code digest} (what is not known is
 * left out), {@code units} (pods on days, each with {@code id}, {@code from}, {@code until}, {@code
 * facets} and {@code lossy}), {@code windows} (the times learned from, {@code from} and {@code
 * until}, RFC 3339), {@code origin}, {@code states} (facet to state, see {@link
 * salvor.baseline.Facet} and {@link salvor.baseline.FacetState}; an absent facet is NONE) and
 * {@code elements}.
 *
 * <p>An element is told by its first member: {@code exec} (path; {@code applet}, {@code parent},
 * {@code shape} or {@code args}, {@code inInitTree}), {@code file} (path; {@code access} read,
 * write or delete; {@code program}), {@code network} (out, in or listen; {@code peer}, {@code port}
 * with 0 for any, {@code protocol}, {@code program}), {@code dns}, {@code capability}, {@code
 * syscall}, or {@code api} (verb; {@code resource}, {@code subresource}). Each has {@code units}
 * (the places of those that showed it), {@code firstSeen}, {@code lastSeen}, {@code phases} {@code
 * evidence}, and a pattern its {@code members}. The first version had the number of units, one
 * window and the {@code support} of each element; it is still read. Wildcards are those of {@link
 * salvor.baseline.Wildcards}. Unknown members are ignored; an element that cannot be understood
 * makes the document unreadable, since a baseline that lacks something would call normal life
 * foreign.
 */
@NullMarked
package salvor.ingest.profile;

import org.jspecify.annotations.NullMarked;
