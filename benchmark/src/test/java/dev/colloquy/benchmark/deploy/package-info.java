/**
 * What is deployed around the services: the manifests in {@code k8s/}, held to Kubernetes' own description of its resources
 * and to the rules that the project has for them, and the alerts and the dashboard in {@code monitoring/}, held to the
 * metrics that there are.
 */
package dev.colloquy.benchmark.deploy;
