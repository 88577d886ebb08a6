// A certified OpenID provider on a loopback port, for tests.
//
// The environment variable OPTIONS is a JSON object: clients (metadata of static
// clients), ttl (lifetimes in seconds by token name) and requirePAR. The first
// line on stdout is {"issuer": …}; each request adds one line, without secrets.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { interactions, devicePages } from './pages.mjs';

const options = JSON.parse(process.env.OPTIONS ?? '{}');
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const jwk = (type, opts) => generateKeyPairSync(type, opts).privateKey.export({ format: 'jwk' });

const findAccount = (_ctx, sub) => ({
  accountId: sub,
  claims: () => ({ sub, name: `Person ${sub}`, email: `${sub}@example.com`, email_verified: true }),
});

const provider = new Provider(issuer, {
  clients: options.clients ?? [],
  jwks: { keys: [jwk('rsa', { modulusLength: 2048 }), jwk('ec', { namedCurve: 'P-256' })] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  scopes: ['openid', 'offline_access', 'profile', 'email', 'api:read'],
  clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
  conformIdTokenClaims: false,
  rotateRefreshToken: true,
  findAccount,
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  ttl: { AccessToken: 3600, ClientCredentials: 600, DeviceCode: 600, IdToken: 3600, Grant: 86400, Interaction: 600, RefreshToken: 86400, Session: 3600, ...options.ttl },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true, ...devicePages },
    introspection: { enabled: true },
    revocation: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: options.requirePAR === true },
  },
});

provider.use(async (ctx, next) => {
  try {
    await next();
  } finally {
    const line = { method: ctx.method, path: ctx.path, grant: ctx.oidc?.params?.grant_type, status: ctx.status };
    if (ctx.status >= 400) line.error = `${ctx.body?.error ?? ''}: ${ctx.body?.error_description ?? ''}`;
    say(line);
  }
});
provider.use(interactions(provider));

server.on('request', provider.callback());
say({ issuer });
