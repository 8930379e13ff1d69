package salvor.workbench.baseline;

/**
 * A line of a page as it is listed.
 *
 * @param level how deep it stands, 0 at the top
 * @param open whether what is below it is listed
 */
record PageRow(PageNode node, int level, boolean open) {}
