package cn.yizhan.protocol.message;

/** Anything that travels between a station and the hub. Times are milliseconds since 1970 UTC. */
public sealed interface Message
    permits Birth, Report, BarePack, Reply, Death, Command, Config, Notice {}
