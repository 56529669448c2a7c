{{/* The release's name, with the chart's in it. Ids of detectors and names of Services take no dots. */}}
{{- define "tocsin.fullname" -}}
{{- $name := replace "." "-" .Release.Name -}}
{{- $name = contains .Chart.Name $name | ternary $name (printf "%s-%s" $name .Chart.Name) -}}
{{- $name | trunc 44 | trimSuffix "-" -}}
{{- end }}

{{/* Of one service: (dict "root" $ "name" "detector") */}}
{{- define "tocsin.name" -}}
{{ include "tocsin.fullname" .root }}-{{ .name }}
{{- end }}

{{- define "tocsin.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- define "tocsin.labels" -}}
{{ include "tocsin.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "tocsin.metadata" -}}
name: {{ include "tocsin.name" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "tocsin.labels" . | nindent 2 }}
{{- end }}

{{/* The services that run, with their ports, as a JSON object. */}}
{{- define "tocsin.running" -}}
{{- $running := dict -}}
{{- range $name, $port := dict "detector" 6066 "board" 6067 "archive" 6068 "notifier" 6069 "feeder" 6070 -}}
{{- if (index $.Values $name).enabled }}{{ $_ := set $running $name $port }}{{ end -}}
{{- end -}}
{{ $running | toJson }}
{{- end }}

{{- define "tocsin.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end -}}
{{- end -}}
{{- end }}

{{/* The user on Kafka: (dict "root" $ "name" "detector" "own" .Values.detector). The topics are the
operator's work. */}}
{{- define "tocsin.conventional" -}}
{{ .root.Values.kafka.topicPrefix }}-{{ eq .name "topics" | ternary "operator" .name }}
{{- end }}

{{- define "tocsin.kafkaUser" -}}
{{ .own.kafkaUser | default (include "tocsin.conventional" .) }}
{{- end }}

{{- define "tocsin.kafkaSecret" -}}
{{ .own.kafkaSecret | default (include "tocsin.conventional" .) }}
{{- end }}

{{/* How pods show Kafka who they are: password, token, or nothing. */}}
{{- define "tocsin.sasl" -}}
{{- if hasPrefix "SASL" .Values.kafka.securityProtocol -}}
{{ eq .Values.kafka.saslMechanism "OAUTHBEARER" | ternary "token" "password" }}
{{- end -}}
{{- end }}

{{/* The consumer group of the detectors. */}}
{{- define "tocsin.applicationId" -}}
{{ index .Values.settings "TOCSIN_APPLICATION_ID" | default (printf "%s-detector" .Values.kafka.topicPrefix) }}
{{- end }}
