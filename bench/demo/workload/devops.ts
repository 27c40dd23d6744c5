import type { MeaningGroup } from './meaning-group.js'

export const devops: readonly MeaningGroup[] = [
  {
    name: 'scale-up-web',
    prompts: [
      'Scale the web deployment up to 10 replicas',
      'set the web deployment to ten replicas',
      'We need the web deployment running at 10 replicas',
    ],
  },
  {
    name: 'scale-up-web-100',
    trapOf: 'scale-up-web',
    danger: 'number',
    prompts: ['Scale the web deployment up to 100 replicas', 'set the web deployment to one hundred replicas'],
  },
  {
    name: 'deploy-staging',
    prompts: [
      'Deploy the latest build to staging',
      'Push the newest build out to staging',
      'can you roll the latest build out on staging?',
    ],
  },
  {
    name: 'deploy-production',
    trapOf: 'deploy-staging',
    danger: 'place',
    prompts: [
      'Deploy the latest build to production',
      'can you roll the latest build out on production?',
      'Ship the latest build to prod',
    ],
  },
  {
    name: 'enable-autoscaling',
    prompts: [
      'Turn on autoscaling for the checkout service',
      'Enable autoscaling on checkout service',
      'please activate auto-scaling for the checkout service',
    ],
  },
  {
    name: 'disable-autoscaling',
    trapOf: 'enable-autoscaling',
    danger: 'opposite action',
    prompts: ['Turn off autoscaling for the checkout service', 'Disable autoscaling on checkout service'],
  },
  {
    name: 'open-port',
    prompts: ['Open port 443 on the firewall', 'Allow traffic on firewall port 443', 'let port 443 through the firewall'],
  },
  {
    name: 'close-port',
    trapOf: 'open-port',
    danger: 'opposite action',
    prompts: ['Close port 443 on the firewall', 'Block traffic on firewall port 443'],
  },
  {
    name: 'open-other-port',
    trapOf: 'open-port',
    danger: 'number',
    prompts: ['Open port 4433 on the firewall', 'Allow traffic on firewall port 4433'],
  },
  {
    name: 'restart-pods-without-downtime',
    prompts: [
      'How do I restart all pods of a deployment without downtime?',
      'Restart every pod in a deployment with no downtime',
      'zero-downtime restart of all the pods in a deployment, how?',
    ],
  },
  {
    name: 'roll-back-release',
    prompts: [
      'Roll back the payments service to the previous release',
      'Revert the payments service to its last release',
      'The payments service should go back to the previous release',
    ],
  },
  {
    name: 'roll-back-release-2-3',
    trapOf: 'roll-back-release',
    danger: 'version',
    prompts: ['Roll back the payments service to release 2.3', 'Revert the payments service to v2.3'],
  },
  {
    name: 'delete-old-logs',
    prompts: [
      'Delete log files older than 30 days',
      'Remove all logs that are more than 30 days old',
      'clean up logs older than thirty days',
    ],
  },
  {
    name: 'delete-recent-logs',
    trapOf: 'delete-old-logs',
    danger: 'opposite action',
    prompts: ['Delete log files newer than 30 days', 'Remove all logs that are less than 30 days old'],
  },
  {
    name: 'crash-loop',
    prompts: [
      'Why is my pod stuck in CrashLoopBackOff?',
      'my pod keeps going into CrashLoopBackOff, why',
      'What causes a pod to sit in CrashLoopBackOff?',
    ],
  },
  {
    name: 'image-pull',
    trapOf: 'crash-loop',
    danger: 'status',
    prompts: ['Why is my pod stuck in ImagePullBackOff?', 'my pod keeps going into ImagePullBackOff, why'],
  },
]
