package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans to take away what the accounts of pods were given: what bindings give them, of which others
 * keep theirs, and the tokens that lie in Secrets.
 *
 * <p>Bindings come first: without what they give a token is worth little at once, while tokens that
 * were handed out hold until they end.
 */
public final class Revocation {
  /** What must have been listed, or tried to be, for a plan; Secrets without their values. */
  public static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.PODS,
          ObjectKind.SERVICE_ACCOUNTS,
          ObjectKind.ROLE_BINDINGS,
          ObjectKind.CLUSTER_ROLE_BINDINGS,
          ObjectKind.SECRETS);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TOKEN = "kubernetes.io/service-account-token";
  private static final String PREFIX = "system:serviceaccount:";

  /** An account. */
  private record Account(String namespace, String name) implements Comparable<Account> {
    static Account of(JsonNode pod) {
      String said = pod.at("/spec/serviceAccountName").asString("");
      return new Account(Selected.namespace(pod), said.isEmpty() ? "default" : said);
    }

    String named() {
      return namespace + "/" + name;
    }

    @Override
    public int compareTo(Account other) {
      return named().compareTo(other.named());
    }
  }

  private final ClusterObjects objects;
  private final Set<Account> accounts = new TreeSet<>();
  private final Set<Account> given = new TreeSet<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Set<String> uids = new TreeSet<>();

  private Revocation(ClusterObjects objects, PodChoice choice) {
    this.objects = objects;
    choice
        .pods()
        .forEach(pod -> {
          accounts.add(Account.of(pod));
          uids.add(pod.at("/metadata/uid").asString(""));
        });
  }

  /** A Secret without what is secret in it: its kind, names and labels. */
  public static JsonNode withoutValues(JsonNode secret) {
    if (!(secret instanceof ObjectNode object)) {
      return secret;
    }
    ObjectNode bare = object.deepCopy();
    bare.remove(List.of("data", "stringData"));
    if (bare.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.remove("kubectl.kubernetes.io/last-applied-configuration"); // it holds the values
    }
    if (bare.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    return bare;
  }

  /**
   * The plan.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   * @param pods the uids of the pods whose accounts are meant
   */
  public static MeasurePlan plan(
      ClusterObjects objects, Rights rights, MadeFor madeFor, List<String> pods) {
    PodChoice choice = PodChoice.of(objects, pods, _ -> Optional.empty());
    Revocation revocation = new Revocation(objects, choice);
    List<Refusal> refused = new ArrayList<>(choice.refused());
    Set<Right> needed = new java.util.LinkedHashSet<>();
    revocation.bindings(ObjectKind.ROLE_BINDINGS, needed);
    revocation.bindings(ObjectKind.CLUSTER_ROLE_BINDINGS, needed);
    if (!revocation.steps.isEmpty()) {
      revocation.notes.add(new Note(Note.Subject.MUST_HAVE_IT, ""));
    }
    revocation.secrets(needed);
    revocation.accounts.stream()
        .filter(account -> !revocation.given.contains(account))
        .forEach(account ->
            refused.add(
                new Refusal("ServiceAccount " + account.named(), Refusal.Why.NOTHING_GIVEN)));
    if (!choice.pods().isEmpty()) {
      revocation.known();
    }
    return new MeasurePlan(
        Measure.Kind.REVOKE,
        madeFor,
        revocation.steps,
        choice.chosen(),
        refused,
        revocation.notes,
        MeasurePlan.missing(rights, List.copyOf(needed)));
  }

  private void bindings(ObjectKind kind, Set<Right> needed) {
    boolean ofCluster = kind.equals(ObjectKind.CLUSTER_ROLE_BINDINGS);
    objects
        .all(kind, "")
        .forEach(binding -> {
          ArrayNode left = JSON.arrayNode();
          for (JsonNode subject : binding.path("subjects")) {
            List<Account> meant =
                accounts.stream().filter(account -> isMeant(subject, account)).toList();
            given.addAll(meant);
            if (meant.isEmpty()) {
              left.add(subject);
            }
          }
          if (left.size() < binding.path("subjects").size()) {
            steps.add(new ObjectPatch(kind, binding).set("/subjects", left).step(Step.Why.REVOKE));
            needed.addAll(
                ofCluster
                    ? List.of(Right.GET_CLUSTER_ROLE_BINDING, Right.PATCH_CLUSTER_ROLE_BINDING)
                    : List.of(Right.GET_ROLE_BINDING, Right.PATCH_ROLE_BINDING));
          }
        });
  }

  /** An account can be named as the user that it is, too. */
  private static boolean isMeant(JsonNode subject, Account account) {
    String name = subject.path("name").asString("");
    return switch (subject.path("kind").asString("")) {
      case "ServiceAccount" ->
          name.equals(account.name)
              && subject.path("namespace").asString("").equals(account.namespace);
      case "User" -> name.equals(PREFIX + account.namespace + ":" + account.name);
      default -> false;
    };
  }

  private void secrets(Set<Right> needed) {
    List<Step> deleted = new ArrayList<>();
    for (Account account : accounts) {
      objects
          .all(ObjectKind.SECRETS, account.namespace)
          .filter(secret -> secret.path("type").asString("").equals(TOKEN))
          .filter(secret ->
              secret
                  .at("/metadata/annotations")
                  .path("kubernetes.io/service-account.name")
                  .asString("")
                  .equals(account.name))
          .forEach(secret -> {
            given.add(account);
            deleted.add(
                new Step.Delete(
                    ObjectKind.SECRETS,
                    account.namespace,
                    secret.at("/metadata/name").asString(""),
                    Step.Why.REVOKE,
                    withoutValues(secret),
                    null,
                    false));
          });
    }
    if (!deleted.isEmpty()) {
      steps.addAll(deleted);
      notes.add(new Note(Note.Subject.FOR_GOOD, ""));
      needed.addAll(List.of(Right.GET_SECRET, Right.DELETE_SECRET));
    }
    if (!objects.isWhole(ObjectKind.SECRETS)) {
      notes.add(new Note(Note.Subject.SECRETS_UNSEEN, ""));
      needed.add(Right.LIST_SECRETS);
    }
  }

  private void known() {
    List<String> names = accounts.stream().map(Account::named).toList();
    notes.add(new Note(Note.Subject.BOUND_TOKENS, "", names));
    List<String> sharing =
        objects
            .all(ObjectKind.PODS, "")
            .filter(pod -> !uids.contains(pod.at("/metadata/uid").asString("")))
            .filter(pod -> !PodChoice.hasEnded(pod) && accounts.contains(Account.of(pod)))
            .map(PodChoice::named)
            .sorted()
            .toList();
    MeasurePlan.others(objects, List.of(ObjectKind.PODS), "").ifPresent(notes::add);
    if (!sharing.isEmpty()) {
      notes.add(new Note(Note.Subject.SHARED, "", sharing));
    }
    List<String> groups = groups();
    if (!groups.isEmpty()) {
      notes.add(new Note(Note.Subject.GROUPS, "", groups));
    }
    if (!objects.isWhole(ObjectKind.ROLE_BINDINGS)
        || objects.isInPart(ObjectKind.ROLE_BINDINGS)
        || !objects.isWhole(ObjectKind.CLUSTER_ROLE_BINDINGS)) {
      notes.add(new Note(Note.Subject.BINDINGS_UNSEEN, ""));
    }
  }

  /** Bindings of groups that the accounts belong to, without those that every cluster has. */
  private List<String> groups() {
    Set<String> of = new TreeSet<>(Set.of("system:serviceaccounts", "system:authenticated"));
    accounts.forEach(account -> of.add("system:serviceaccounts:" + account.namespace));
    return Stream.of(ObjectKind.ROLE_BINDINGS, ObjectKind.CLUSTER_ROLE_BINDINGS)
        .flatMap(kind -> objects.all(kind, ""))
        .filter(binding -> !binding.at("/metadata/name").asString("").startsWith("system:"))
        .filter(binding ->
            binding
                .path("subjects")
                .valueStream()
                .anyMatch(subject ->
                    subject.path("kind").asString("").equals("Group")
                        && of.contains(subject.path("name").asString(""))))
        .map(PodChoice::named)
        .sorted()
        .toList();
  }
}
