package salvor.collection;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import salvor.cluster.AccountRights;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a service account may do, as a document: binding by binding, the gravest first. It has the
 * outer shape of an object of a cluster, and is none.
 */
final class AccountFile {
  /** The kinds that it is worked out from. */
  static final Set<ObjectKind> KINDS =
      Set.of(
          ObjectKind.ROLES,
          ObjectKind.ROLE_BINDINGS,
          ObjectKind.CLUSTER_ROLES,
          ObjectKind.CLUSTER_ROLE_BINDINGS);

  private AccountFile() {}

  static ObjectNode of(AccountRights rights) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("apiVersion", "salvor/v1").put("kind", "AccountRights");
    file.putObject("metadata").put("namespace", rights.namespace()).put("name", rights.account());
    file.putArray("grants");
    for (AccountRights.Grant grant : rights.grants()) {
      ObjectNode each = file.withArray("grants").addObject();
      each.put("where", grant.namespace().isEmpty() ? "cluster" : grant.namespace());
      each.put("binding", grant.binding()).put("role", grant.role());
      each.put("by", grant.subject()).put("roleSeen", grant.seen());
      each.putArray("powers");
      grant
          .powers()
          .forEach(power ->
              each.withArray("powers")
                  .add(power.name().toLowerCase(Locale.ROOT).replace('_', '-')));
      each.putArray("may");
      grant.rules().forEach(rule -> each.withArray("may").add(line(rule)));
    }
    file.putArray("unseen");
    rights.unseen().forEach(kind -> file.withArray("unseen").add(kind.plural()));
    return file;
  }

  /** A rule on one line, as {@code kubectl auth can-i --list} has its columns. */
  private static String line(AccountRights.Rule rule) {
    String groups =
        rule.groups().stream().allMatch(String::isEmpty) ? "" : " in " + said(rule.groups());
    String what = rule.urls().isEmpty() ? said(rule.resources()) + groups : said(rule.urls());
    return said(rule.verbs())
        + " "
        + what
        + (rule.names().isEmpty() ? "" : " named " + said(rule.names()));
  }

  private static String said(Collection<String> names) {
    return String.join(",", names.stream().map(name -> name.isEmpty() ? "core" : name).toList());
  }
}
