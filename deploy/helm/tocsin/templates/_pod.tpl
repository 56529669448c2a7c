{{/* What every pod has: (dict "root" $ "name" "detector" "own" .Values.detector). */}}
{{- define "tocsin.pod" -}}
serviceAccountName: {{ include "tocsin.name" . }}
automountServiceAccountToken: false
# a Service called tocsin-board would set TOCSIN_BOARD_PORT, which is a setting
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .root.Values.scheduling }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{- define "tocsin.spread" -}}
{{- $ := . -}}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: {{ $.root.Values.scheduling.spread }}
    labelSelector:
      matchLabels:
        {{- include "tocsin.selector" $ | nindent 8 }}
  {{- end }}
{{- end }}

{{/* What every container has. */}}
{{- define "tocsin.container" -}}
image: {{ include "tocsin.image" .root | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
resources:
  {{- toYaml .own.resources | nindent 2 }}
{{- end }}

{{/* Port and probes of a service. A start may wait for Kafka (120 s), and for the state to be read. */}}
{{- define "tocsin.probes" -}}
ports:
  - {name: http, containerPort: {{ index (include "tocsin.running" .root | fromJson) .name }}}
startupProbe:
  httpGet: {path: /live, port: http}
  periodSeconds: 5
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /live, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /ready, port: http}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}

{{/* The environment; what an operator sets wins. "env" is what this service needs besides. */}}
{{- define "tocsin.environment" -}}
{{- $kafka := .root.Values.kafka -}}
{{- $sasl := include "tocsin.sasl" .root -}}
{{- $env := dict
  "TOCSIN_BOOTSTRAP_SERVERS" (required "kafka.bootstrapServers: where is Kafka, as host:port?" $kafka.bootstrapServers)
  "TOCSIN_TOPIC_PREFIX" $kafka.topicPrefix
  "TOCSIN_SECURITY_PROTOCOL" $kafka.securityProtocol
  "TOCSIN_LOG_FORMAT" "json" -}}
{{- if $kafka.ca.secret }}{{ $_ := set $env "TOCSIN_TLS_CA_FILE" "/etc/tocsin/kafka-ca/ca.crt" }}{{ end -}}
{{- if $kafka.clientCertificates -}}
{{- $_ := set $env "TOCSIN_TLS_CERT_FILE" "/etc/tocsin/kafka/user.crt" -}}
{{- $_ := set $env "TOCSIN_TLS_KEY_FILE" "/etc/tocsin/kafka/user.key" -}}
{{- end -}}
{{- if $sasl }}{{ $_ := set $env "TOCSIN_SASL_MECHANISM" $kafka.saslMechanism }}{{ end -}}
{{- if eq $sasl "token" }}{{ $_ := set $env "TOCSIN_SASL_TOKEN_FILE" "/etc/tocsin/token/token" }}{{ end -}}
{{- if eq $sasl "password" -}}
{{- $_ := set $env "TOCSIN_SASL_USERNAME" (include "tocsin.kafkaUser" .) -}}
{{- $_ := set $env "TOCSIN_SASL_PASSWORD_FILE" "/etc/tocsin/kafka/password" -}}
{{- end -}}
{{- if .root.Values.areas.configMap }}{{ $_ := set $env "TOCSIN_AREAS" "/etc/tocsin/areas/areas.geojson" }}{{ end -}}
{{- range $name, $value := mergeOverwrite $env (.env | default dict) (deepCopy .root.Values.settings) (.own.settings | default dict) }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end }}

{{- define "tocsin.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .root.Values.kafka.ca.secret }}
- {name: kafka-ca, mountPath: /etc/tocsin/kafka-ca, readOnly: true}
{{- end }}
{{- if or (eq (include "tocsin.sasl" .root) "password") .root.Values.kafka.clientCertificates }}
- {name: kafka, mountPath: /etc/tocsin/kafka, readOnly: true}
{{- end }}
{{- if eq (include "tocsin.sasl" .root) "token" }}
- {name: token, mountPath: /etc/tocsin/token, readOnly: true}
{{- end }}
{{- if .root.Values.areas.configMap }}
- {name: areas, mountPath: /etc/tocsin/areas, readOnly: true}
{{- end }}
{{- end }}

{{- define "tocsin.volumes" -}}
{{- $kafka := .root.Values.kafka -}}
- {name: tmp, emptyDir: {sizeLimit: 256Mi}}
{{- with $kafka.ca }}{{ if .secret }}
- name: kafka-ca
  secret:
    secretName: {{ .secret }}
    items:
      - {key: {{ .key }}, path: ca.crt}
{{- end }}{{ end }}
{{- if or (eq (include "tocsin.sasl" .root) "password") $kafka.clientCertificates }}
- name: kafka
  secret:
    secretName: {{ include "tocsin.kafkaSecret" . }}
    defaultMode: 0440
    items:
      {{- if eq (include "tocsin.sasl" .root) "password" }}
      - {key: password, path: password}
      {{- end }}
      {{- if $kafka.clientCertificates }}
      - {key: user.crt, path: user.crt}
      - {key: user.key, path: user.key}
      {{- end }}
{{- end }}
{{- if eq (include "tocsin.sasl" .root) "token" }}
- name: token
  projected:
    defaultMode: 0440
    sources:
      - serviceAccountToken:
          path: token
          audience: {{ $kafka.token.audience }}
          expirationSeconds: {{ $kafka.token.seconds }}
{{- end }}
{{- with .root.Values.areas }}{{ if .configMap }}
- name: areas
  configMap:
    name: {{ .configMap }}
    items:
      - {key: {{ .key }}, path: areas.geojson}
{{- end }}{{ end }}
{{- end }}

{{/* The one volume of a service that remembers: (dict ... "own" .Values.feeder). */}}
{{- define "tocsin.claim" -}}
- apiVersion: v1
  kind: PersistentVolumeClaim
  metadata:
    name: state
    labels:
      {{- include "tocsin.selector" . | nindent 6 }}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .own.storage.className }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests: {storage: {{ .own.storage.size }}}
{{- end }}
