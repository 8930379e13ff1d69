package salvor.custody;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written into a ledger. No field holds a secret: tokens and headers are never a part
 * of a request.
 *
 * @param event what happened
 * @param evidenceId a UUID that names the evidence
 * @param actor who did it
 * @param authority on whose instruction or for which purpose; null where nothing was said
 * @param target what in a cluster it was done to
 * @param request how: {@code verb}, {@code path}, {@code argv}, {@code query}
 * @param response what came of it: {@code httpStatus}, {@code exitCode}, {@code stderrSha256}
 * @param artefact the bytes it is about
 * @param parents the evidenceIds that it was made of
 * @param footprint objects and files that it made or changed
 * @param note in words
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CustodyEntry(
    Deed event,
    String evidenceId,
    Actor actor,
    @Nullable String authority,
    @Nullable Target target,
    Map<String, String> request,
    Map<String, String> response,
    @Nullable Artefact artefact,
    List<String> parents,
    List<String> footprint,
    @Nullable String note) {
  /** Copies the collections. */
  public CustodyEntry {
    request = request == null ? Map.of() : Map.copyOf(request);
    response = response == null ? Map.of() : Map.copyOf(response);
    parents = parents == null ? List.of() : List.copyOf(parents);
    footprint = footprint == null ? List.of() : List.copyOf(footprint);
  }

  /** That something happened, for a purpose; all else is added. */
  public static CustodyEntry of(Deed event, Actor actor, @Nullable String authority) {
    return new CustodyEntry(
        event,
        UUID.randomUUID().toString(),
        actor,
        authority,
        null,
        Map.of(),
        Map.of(),
        null,
        List.of(),
        List.of(),
        null);
  }

  /** The same, about these bytes. */
  public CustodyEntry about(Artefact bytes) {
    return with(request, response, bytes, note);
  }

  /** The same, asked for and answered in this way. */
  public CustodyEntry asked(Map<String, String> how, Map<String, String> answer) {
    return with(how, answer, artefact, note);
  }

  /** The same, as another deed. */
  public CustodyEntry as(Deed other) {
    return new CustodyEntry(
        other,
        evidenceId,
        actor,
        authority,
        target,
        request,
        response,
        artefact,
        parents,
        footprint,
        note);
  }

  /** The same, known by this. */
  public CustodyEntry named(String id) {
    return new CustodyEntry(
        event, id, actor, authority, target, request, response, artefact, parents, footprint, note);
  }

  /** The same, made of this evidence. */
  public CustodyEntry madeOf(List<String> evidenceIds) {
    return new CustodyEntry(
        event,
        evidenceId,
        actor,
        authority,
        target,
        request,
        response,
        artefact,
        evidenceIds,
        footprint,
        note);
  }

  /** The same, done to this in a cluster. */
  public CustodyEntry on(Target what) {
    return new CustodyEntry(
        event,
        evidenceId,
        actor,
        authority,
        what,
        request,
        response,
        artefact,
        parents,
        footprint,
        note);
  }

  /** The same, with a note. */
  public CustodyEntry saying(String words) {
    return with(request, response, artefact, words);
  }

  /** The same, with what stays behind of it. */
  public CustodyEntry leaving(List<String> left) {
    return new CustodyEntry(
        event,
        evidenceId,
        actor,
        authority,
        target,
        request,
        response,
        artefact,
        parents,
        left,
        note);
  }

  private CustodyEntry with(
      Map<String, String> how,
      Map<String, String> answer,
      @Nullable Artefact bytes,
      @Nullable String words) {
    return new CustodyEntry(
        event, evidenceId, actor, authority, target, how, answer, bytes, parents, footprint, words);
  }
}
