/**
 * The case on disk (H2, files). Implements the ports the words above declare.
 *
 * <p>A case is one folder. What people add and decide lies in an H2 database ({@code case.mv.db});
 * what was read lies in a column index ({@code observations.index}) that is mapped into memory and
 * can always be made again from the raw evidence, which stays where it is, known by path and hash.
 * Two kinds of store, because SQL takes ten seconds and 650 MB for the million rows that the index
 * holds in 150 MB and opens in 0.2 s, and because a broken index then loses nothing that a person
 * did.
 *
 * <p>The library of baselines belongs to no case: a folder with a log of acts, of which every line
 * adds up by itself, and a file for each content. No database, so that several programs may use it
 * at once, a damaged line costs that line alone, and a copy or a version control system can hold
 * it.
 */
@NullMarked
package salvor.casefile;

import org.jspecify.annotations.NullMarked;
