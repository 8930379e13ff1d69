package salvor.training.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
  private final ApiResources resources = new ApiResources();
  private final ObjectStore store = new ObjectStore(InstantSource.system());
  private final Access access = new Access(store, resources);
  private final Identity web =
      new Identity("system:serviceaccount:shop:web", List.of("system:serviceaccounts"));

  @BeforeEach
  void roles() {
    add(
        "roles",
        "{metadata: {name: 'r', namespace: 'shop'}, rules: ["
            + "{apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list']},"
            + "{apiGroups: [''], resources: ['secrets'], resourceNames: ['one', '*'], verbs: ['get']},"
            + "{apiGroups: ['apps'], resources: ['*/scale'], verbs: ['*']}]}");
    add(
        "rolebindings",
        "{metadata: {name: 'b', namespace: 'shop'}, roleRef: {kind: 'Role', name: 'r'},"
            + " subjects: [{kind: 'ServiceAccount', name: 'web', namespace: 'shop'}]}");
    add(
        "clusterroles",
        "{metadata: {name: 'all'}, rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]}");
    add(
        "clusterrolebindings",
        "{metadata: {name: 'c'}, roleRef: {kind: 'ClusterRole', name: 'all'},"
            + " subjects: [{kind: 'Group', name: 'ops'}]}");
    add(
        "rolebindings",
        "{metadata: {name: 'd', namespace: 'dev'}, roleRef: {kind: 'ClusterRole', name: 'all'},"
            + " subjects: [{kind: 'User', name: 'dan'}]}");
  }

  private void add(String kind, String object) {
    store.create(resources.named(kind), Json.object(object));
  }

  @ParameterizedTest
  @CsvSource({
    "get,,pods,,shop,a,true",
    "get,,pods,log,shop,a,true",
    "create,,pods,exec,shop,a,false",
    "delete,,pods,,shop,a,false",
    "get,,pods,,staging,a,false",
    "list,,pods,,,,false",
    "get,,secrets,,shop,one,true",
    "get,,secrets,,shop,two,false",
    "list,,secrets,,shop,,false",
    "update,apps,deployments,scale,shop,x,true",
    "get,apps,deployments,,shop,x,false"
  })
  void readsTheRulesOfAServiceAccount(
      String verb,
      String group,
      String kind,
      String sub,
      String namespace,
      String name,
      boolean may) {
    assertThat(
            access.may(
                web,
                new Access.Act(verb, none(group), kind, none(sub), none(namespace), none(name))))
        .isEqualTo(may);
  }

  private static String none(String text) {
    return text == null ? "" : text;
  }

  @Test
  void aClusterRoleCountsWhereItIsBound() {
    Access.Act inDev = new Access.Act("delete", "", "pods", "exec", "dev", "a");
    Access.Act inShop = new Access.Act("delete", "", "pods", "exec", "shop", "a");
    assertThat(access.may(new Identity("dan", List.of()), inDev)).isTrue();
    assertThat(access.may(new Identity("dan", List.of()), inShop)).isFalse();
    assertThat(access.may(new Identity("eve", List.of("ops")), inShop)).isTrue();
    assertThat(access.may(new Identity("ops", List.of()), inShop)).isFalse();
    assertThat(access.may(new Identity("x", List.of("system:masters")), inShop)).isTrue();
  }
}
