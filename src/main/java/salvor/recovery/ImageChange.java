package salvor.recovery;

/**
 * Another image for a container of a template.
 *
 * @param list the field that it is in: of ordinary containers, or of those that run before them
 * @param index its place there
 * @param container its name
 * @param before the reference it has, exactly
 * @param after the one that it gets
 */
public record ImageChange(String list, int index, String container, String before, String after) {}
