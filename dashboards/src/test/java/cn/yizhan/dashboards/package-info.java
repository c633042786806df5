/** Checks what is provisioned to Grafana and Prometheus. */
@NullMarked
package cn.yizhan.dashboards;

import org.jspecify.annotations.NullMarked;
