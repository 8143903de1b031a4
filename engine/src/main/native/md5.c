/*
 * MD5 (RFC 1321) of whole blocks: of one file, or of up to eight files side by side, one in each 32-bit element of a
 * vector. One MD5 is a chain of 64 steps that wait for each other; eight chains in one register take as long as one.
 *
 * Written in the vector types of GCC, which turns them into what the processor has: AVX-512, AVX2, SSE2 or NEON.
 */
#include <jni.h>
#include <stdint.h>
#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "MD5 reads little-endian words where they lie"
#endif

enum { LANES = 8, BLOCK = 64 };

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

static const uint32_t SINES[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

/* RFC 1321 3.4; G adds two halves that never overlap, so that the half without the newest word need not wait. */
#define F(b, c, d) ((((c) ^ (d)) & (b)) ^ (d))
#define G(b, c, d) (((d) & (b)) + (~(d) & (c)))
#define H(b, c, d) ((b) ^ ((c) ^ (d)))
#define I(b, c, d) ((c) ^ ((b) | ~(d)))

#define STEP(f, a, b, c, d, i, word, turn)                                                                             \
    a += words[(word) & 15] + SINES[i];                                                                                \
    a += f(b, c, d);                                                                                                   \
    a = ((a << turn) | (a >> (32 - turn))) + b;

#define FOUR(f, i, first, each, s, t, u, v)                                                                            \
    STEP(f, a, b, c, d, i, (i) * each + first, s)                                                                      \
    STEP(f, d, a, b, c, i + 1, (i + 1) * each + first, t)                                                              \
    STEP(f, c, d, a, b, i + 2, (i + 2) * each + first, u)                                                              \
    STEP(f, b, c, d, a, i + 3, (i + 3) * each + first, v)

#define ROUND(f, i, first, each, s, t, u, v)                                                                           \
    FOUR(f, i, first, each, s, t, u, v)                                                                                \
    FOUR(f, i + 4, first, each, s, t, u, v)                                                                            \
    FOUR(f, i + 8, first, each, s, t, u, v)                                                                            \
    FOUR(f, i + 12, first, each, s, t, u, v)

#define BLOCK_OF_64_BYTES                                                                                              \
    ROUND(F, 0, 0, 1, 7, 12, 17, 22)                                                                                   \
    ROUND(G, 16, 1, 5, 5, 9, 14, 20)                                                                                   \
    ROUND(H, 32, 5, 3, 4, 11, 16, 23)                                                                                  \
    ROUND(I, 48, 0, 7, 6, 10, 15, 21)

static void one(uint32_t state[4], const uint8_t *bytes, long blocks) {
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (const uint8_t *end = bytes + blocks * BLOCK; bytes < end; bytes += BLOCK) {
        uint32_t words[16];
        memcpy(words, bytes, BLOCK);
        uint32_t a0 = a, b0 = b, c0 = c, d0 = d;
        BLOCK_OF_64_BYTES
        a += a0, b += b0, c += c0, d += d0;
    }
    state[0] = a, state[1] = b, state[2] = c, state[3] = d;
}

/* Turns eight words of each of eight files into eight vectors of one word of each file. */
static inline __attribute__((always_inline)) void transpose(lanes *into, const uint8_t *const from[LANES], long offset) {
    lanes x[LANES], y[LANES];
    for (int i = 0; i < LANES; i++) {
        memcpy(&x[i], from[i] + offset, sizeof(lanes));
    }
#define SWAP(to, of, apart, ...)                                                                                       \
    for (int i = 0; i < LANES; i++) {                                                                                  \
        if (!(i & apart)) {                                                                                            \
            const lanes low = {__VA_ARGS__}, high = low + apart;                                                       \
            to[i] = __builtin_shuffle(of[i], of[i | apart], low);                                                      \
            to[i | apart] = __builtin_shuffle(of[i], of[i | apart], high);                                             \
        }                                                                                                              \
    }
    SWAP(y, x, 1, 0, 8, 2, 10, 4, 12, 6, 14)
    SWAP(x, y, 2, 0, 1, 8, 9, 4, 5, 12, 13)
    SWAP(into, x, 4, 0, 1, 2, 3, 8, 9, 10, 11)
#undef SWAP
}

#if defined(__x86_64__) && defined(__linux__)
__attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#endif
static void side_by_side(lanes state[4], const uint8_t *const bytes[LANES], long blocks) {
    lanes a = state[0], b = state[1], c = state[2], d = state[3];
    for (long offset = 0; offset < blocks * BLOCK; offset += BLOCK) {
        lanes words[16];
        transpose(words, bytes, offset);
        transpose(words + LANES, bytes, offset + BLOCK / 2);
        lanes a0 = a, b0 = b, c0 = c, d0 = d;
        BLOCK_OF_64_BYTES
        a += a0, b += b0, c += c0, d += d0;
    }
    state[0] = a, state[1] = b, state[2] = c, state[3] = d;
}

JNIEXPORT void JNICALL Java_org_alyxtransfer_hash_Md5Blocks_ofBuffer(
        JNIEnv *env, jclass type, jintArray state, jobject buffer, jint offset, jint blocks) {
    uint32_t words[4];
    (*env)->GetIntArrayRegion(env, state, 0, 4, (jint *) words);
    one(words, (const uint8_t *) (*env)->GetDirectBufferAddress(env, buffer) + offset, blocks);
    (*env)->SetIntArrayRegion(env, state, 0, 4, (const jint *) words);
}

JNIEXPORT void JNICALL Java_org_alyxtransfer_hash_Md5Blocks_ofArray(
        JNIEnv *env, jclass type, jintArray state, jbyteArray array, jint offset, jint blocks) {
    uint32_t words[4];
    (*env)->GetIntArrayRegion(env, state, 0, 4, (jint *) words);
    uint8_t *bytes = (*env)->GetPrimitiveArrayCritical(env, array, 0);
    if (bytes == 0) {
        return; /* an OutOfMemoryError is on its way */
    }
    one(words, bytes + offset, blocks);
    (*env)->ReleasePrimitiveArrayCritical(env, array, bytes, JNI_ABORT);
    (*env)->SetIntArrayRegion(env, state, 0, 4, (const jint *) words);
}

/* Lanes without a file do what the first one does. */
JNIEXPORT void JNICALL Java_org_alyxtransfer_hash_Md5Blocks_ofBuffers(
        JNIEnv *env, jclass type, jintArray states, jobjectArray buffers, jintArray offsets, jint files, jint blocks) {
    jint words[4 * LANES], starts[LANES];
    (*env)->GetIntArrayRegion(env, states, 0, 4 * files, words);
    (*env)->GetIntArrayRegion(env, offsets, 0, files, starts);
    const uint8_t *bytes[LANES];
    lanes state[4];
    for (int lane = 0; lane < LANES; lane++) {
        int file = lane < files ? lane : 0;
        if (lane < files) {
            jobject buffer = (*env)->GetObjectArrayElement(env, buffers, lane);
            bytes[lane] = (const uint8_t *) (*env)->GetDirectBufferAddress(env, buffer) + starts[lane];
            (*env)->DeleteLocalRef(env, buffer);
        } else {
            bytes[lane] = bytes[0];
        }
        for (int word = 0; word < 4; word++) {
            state[word][lane] = (uint32_t) words[4 * file + word];
        }
    }
    side_by_side(state, bytes, blocks);
    for (int file = 0; file < files; file++) {
        for (int word = 0; word < 4; word++) {
            words[4 * file + word] = (jint) state[word][file];
        }
    }
    (*env)->SetIntArrayRegion(env, states, 0, 4 * files, words);
}
