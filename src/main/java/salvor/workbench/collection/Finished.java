package salvor.workbench.collection;

import org.jspecify.annotations.Nullable;
import salvor.collection.Collection;
import salvor.collection.SealedCollection;

/**
 * A collection that has ended.
 *
 * @param result what was taken, and what was not
 * @param sealed what it was sealed into; null where it was not
 * @param unsealed why not; empty where it was
 */
record Finished(Collection.Result result, @Nullable SealedCollection sealed, String unsealed) {}
