package salvor.timeline;

/**
 * The first observation of its kind that is OUT or NEAR on a lane: the first of each program, peer,
 * file or request.
 *
 * @param row the observation
 * @param lane the number of its container's, user's or pod's lane
 */
public record Flag(int row, int lane) {}
