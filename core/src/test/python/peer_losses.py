"""Records the loss curve that PeerLossTest must follow: the network of section 4 in PyTorch, on a small shape whose inputs
both sides draw from the same generator.

usage: peer_losses.py > core/src/test/resources/org/c3tl/train/peer-losses.txt
"""
import torch
import torch.nn.functional as F

C, P, D, H, L, BATCH, EPOCHS = 5, 23, 40, 16, 8, 6, 3
MASK = 0xFFFFFFFFFFFFFFFF


class Draw:
    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return self.state

    def uniform(self, shape, bound):
        n = shape[0] * shape[1]
        return torch.tensor([((self.next() >> 40) / 2.0**23 - 1) * bound for _ in range(n)], dtype=torch.float32).view(shape)


draw = Draw(99)
X = draw.uniform((C * P, D), 2.0).view(C, P, D)
shapes = [((D, H), D), ((C, H), D), ((D, H), D), ((P, H), D), ((H, L), H), ((1, L), H), ((H, L), H), ((1, L), H),
          ((L, H), L), ((1, H), L), ((H, D), H), ((1, D), H)]
ps = [torch.nn.Parameter(draw.uniform(s, fan**-0.5)) for s, fan in shapes]
m, v, steps = [torch.zeros_like(p) for p in ps], [torch.zeros_like(p) for p in ps], [torch.zeros(()) for _ in ps]
order, shuffle = list(range(P)), Draw(12345)
for epoch in range(EPOCHS):
    for i in range(P - 1, 0, -1):
        j = (shuffle.next() >> 33) % (i + 1)
        order[i], order[j] = order[j], order[i]
    total = 0.0
    for s in range(0, P, BATCH):
        idx = torch.tensor(order[s:s + BATCH])
        B = len(idx)
        x = X.index_select(1, idx)
        Wz, Ez, Wp, Ep, W2z, b2z, W2p, b2p, V1, c1, V2, c2 = ps
        xf = x.reshape(C * B, D)
        hz = torch.relu((xf @ Wz).view(C, B, H) + Ez[:, None]).mean(0)
        hp = torch.relu((xf @ Wp).view(C, B, H) + Ep[idx][None]).mean(1)
        h = torch.relu(((hz @ W2z + b2z) @ V1)[None] + ((hp @ W2p + b2p) @ V1 + c1)[:, None])
        loss = F.mse_loss(torch.addmm(c2, h.view(C * B, H), V2).view(C, B, D), x)
        for p in ps:
            p.grad = None
        loss.backward()
        with torch.no_grad():
            torch._foreach_add_(steps, 1)
            torch._fused_adam_(ps, [p.grad for p in ps], m, v, [], steps, lr=1e-3, beta1=.9, beta2=.999, weight_decay=0.,
                               eps=1e-10, amsgrad=False, maximize=False)
        total += float(loss.detach()) * B
    print(f"{total / P:.9f}")
