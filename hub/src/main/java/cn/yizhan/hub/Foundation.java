package cn.yizhan.hub;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.config.HubConfig;
import cn.yizhan.hub.health.Health;
import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.HubLease;
import cn.yizhan.hub.storage.Partitions;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

/**
 * What every part of the hub stands on; each takes only what it needs of it.
 *
 * @param vertx runs everything
 * @param config what the hub was told
 * @param peppers keys of stored secrets
 * @param database its connections
 * @param partitions the days of the report log
 * @param lease this hub's number and its word that it lives
 * @param health whether messages can be stored now
 * @param meters figures of all parts
 */
record Foundation(
    Vertx vertx,
    HubConfig config,
    Peppers peppers,
    Database database,
    Partitions partitions,
    HubLease lease,
    Health health,
    PrometheusMeterRegistry meters) {}
