package cn.yizhan.hub.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/** What follows from each change of an alert, in the transaction of the change. */
interface AlertConsequence {
  /** Writes what follows; when it fails the change fails with it. */
  Future<Void> of(SqlConnection tx, AlertChange change);
}
