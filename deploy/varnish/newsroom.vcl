# Varnish in front of the newsroom. It keeps what the newsroom allows (Surrogate-Control, until the next planned change)
# and forgets what it is told to (PURGE with the names in Surrogate-Key). CDN_PURGE_URL of the newsroom points here.
vcl 4.1;

import std;

backend newsroom {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may say that something has changed: every machine on which the newsroom runs.
acl ours {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ ours) {
            return (synth(403, "Not yours to purge"));
        }
        if (req.http.Surrogate-Key !~ "^[A-Za-z0-9_]+( [A-Za-z0-9_]+)*$") {
            return (synth(400, "Names of what has changed are missing"));
        }
        ban("obj.http.X-Keys ~ ,(" + regsuball(req.http.Surrogate-Key, " ", "|") + "),");
        return (synth(200, "Forgotten"));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The desk, and whoever is logged in there, is never answered from here.
    if (req.url ~ "^/admin/" || req.http.Cookie ~ "session=") {
        return (pass);
    }
    unset req.http.Cookie;
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, "^.*max-age=([0-9]+).*$", "\1") + "s", 0s);
        # What is over is over: nothing old is shown while a new one is fetched.
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        set beresp.http.X-Keys = "," + regsuball(beresp.http.Surrogate-Key, " ", ",") + ",";
        if (beresp.ttl <= 0s) {
            set beresp.uncacheable = true;
        }
        return (deliver);
    }
    set beresp.grace = 0s;
    # Everything else by its own Cache-Control, as Varnish does by itself: pictures and static files are kept.
}

sub vcl_deliver {
    unset resp.http.Surrogate-Control;
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Keys;
}
