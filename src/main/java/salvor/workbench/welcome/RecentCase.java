package salvor.workbench.welcome;

import java.nio.file.Path;

/**
 * A case that was open on this machine.
 *
 * @param name what it was called
 * @param folder its case folder
 * @param opened when it was opened last, in nanoseconds since 1970
 * @param findings how many findings it had
 */
public record RecentCase(String name, Path folder, long opened, int findings) {}
