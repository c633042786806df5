package cn.yizhan.hub.testing;

import cn.yizhan.hub.storage.Database;
import io.vertx.core.Vertx;
import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes and drops the database of a test class; the server is shared by all classes of the JVM. */
final class DatabaseExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(DatabaseExtension.class);

  DatabaseExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    SharedPostgres server = server(context);
    String name = server.createDatabase();
    Vertx vertx = Vertx.vertx();
    Database database = Database.open(vertx, server.owner(name), 8);
    context
        .getStore(NAMESPACE)
        .put(
            TestDatabase.class,
            new TestDatabase(vertx, database, server.reader(name), server.administrator(name)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TestDatabase database =
        context.getStore(NAMESPACE).remove(TestDatabase.class, TestDatabase.class);
    if (database != null) {
      Await.result(database.database().close());
      Await.result(database.vertx().close());
      server(context).drop(database.address().database());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(NAMESPACE).get(TestDatabase.class, TestDatabase.class);
  }

  private static SharedPostgres server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            SharedPostgres.class, key -> SharedPostgres.start(), SharedPostgres.class);
  }
}
