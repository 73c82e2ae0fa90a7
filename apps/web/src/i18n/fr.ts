import { capital } from "./capital.ts";
import type { Words } from "./en.ts";

/**
 * French. Hosts are « l’hôte », and nobody is given a gender. A no-break space stands before : ; ! ?
 * and inside « »; fr.test.ts looks for it. Names of places stand after a colon or in brackets, since
 * they come without their article; a time stands after « jusqu’à », which fits an hour and a day.
 */
export const fr: Words = {
  app: {
    name: "Graticule",
    tagline:
      "Des visioconférences qui respectent les frontières sans que celles-ci y mettent fin. Limitez par lieu qui peut participer ; personne d’autre n’est concerné.",
    process: "Comment ce service traite les demandes des gouvernements",
    inPublic: "Demandes des gouvernements",
    skip: "Aller au contenu",
    loading: "Un instant…",
    offline:
      "Le service ne répond pas. Vérifiez votre connexion ; cette page réessaie d’elle-même.",
    failed: "Quelque chose n’a pas fonctionné de notre côté. Réessayez dans un instant.",
    tooMany: "C’était un peu rapide. Attendez un instant, puis réessayez.",
    retry: "Réessayer",
    copy: "Copier",
    copied: "Copié",
    sayMore: "Écrivez au moins quelques mots.",
    home: "Aller à la page d’accueil",
    placesBy: "Données de localisation :",
    certain: (ipv4: string, ipv6: string) =>
      `Nous pouvons être certains du lieu de ${ipv4} des adresses IPv4 et de ${ipv6} des adresses IPv6.`,
    noneCertain: "Pour le moment, nous ne pouvons être certains du lieu de personne.",
    language: "Langue",
    machine: "Traduction automatique : certaines phrases peuvent sembler étranges.",
  },
  home: {
    title: "Rejoindre une réunion",
    linkLabel: "Collez le lien de la réunion",
    linkWrong:
      "Ce n’est pas un lien de réunion. Copiez en entier le lien que vous avez reçu et collez-le ici.",
    go: "Rejoindre",
    meetings: "Réunions",
    start: "Démarrer une réunion",
    schedule: "Planifier une réunion",
    meetingOf: (name: string) => `Réunion : ${name}`,
    signIn: "Se connecter",
    signOut: "Se déconnecter",
    account: "Votre compte",
    administration: "Administration",
    desk: "Bureau des demandes",
    signInToMake:
      "Il faut un compte pour créer une réunion ; pour en rejoindre une, le lien suffit.",
    mine: "Vos réunions",
    mineOnDevice: "Gardées dans ce navigateur",
    none: "Rien de prévu. Vos réunions apparaîtront ici.",
    noAnswer: "Vos réunions ne peuvent pas être affichées pour le moment.",
    manage: "Gérer",
    manageOf: (title) => `Gérer : ${title}`,
    more: "Tout afficher",
    inProgress: "En cours",
    joinOf: (title) => `Rejoindre : ${title}`,
    repeats: "se répète",
    anytime: "à tout moment",
    ended: "Terminées",
    endedKept:
      "Sous « Gérer », vous trouvez l’historique et le relevé des règles d’accès jusqu’à ce que tout soit supprimé.",
    deletedOn: (day) => `suppression : ${day}`,
    startFault: {
      "no-keys":
        "Ce navigateur ne peut pas chiffrer une réunion. Vous pouvez en planifier une sans chiffrement, sous « Options ».",
      "code-kept":
        "Le service a donné à cette réunion le code d’une autre, dont ce navigateur conserve les liens. Rien de la nouvelle n’a été enregistré ici : ces liens sont intacts. Réessayez.",
    },
  },
  sentence: {
    everyone: "Tout le monde peut entrer, d’où que ce soit.",
    hostOpen: "L’hôte laisse entrer depuis n’importe quel lieu.",
    order: (places, time) =>
      `Par un ordre, jusqu’à ${time}, les personnes qui sont sûrement dans ces lieux ne peuvent pas entrer : ${places}.`,
    orderBy: (who, places, time) =>
      `Par un ordre (${who}), jusqu’à ${time}, les personnes qui sont sûrement dans ces lieux ne peuvent pas entrer : ${places}.`,
    orderExcept: (places) => `Il ne concerne pas ces lieux : ${places}.`,
    limitedByOrder: "Un ordre limite l’accès selon le lieu.",
    except: (places) => `Les personnes qui sont dans ces lieux ne peuvent pas entrer : ${places}.`,
    only: (places) => `Seules les personnes qui sont dans ces lieux peuvent entrer : ${places}.`,
    onlyNever: (places, never) =>
      `Seules les personnes qui sont dans ces lieux peuvent entrer : ${places}. Personne ne peut entrer depuis : ${never}.`,
    doubtAdmit: "Si nous ne pouvons pas dire où se trouve une personne, elle peut entrer.",
    doubtHold:
      "Si nous ne pouvons pas dire où se trouve une personne, elle attend dans la salle d’attente.",
    doubtRefuse:
      "Si nous ne pouvons pas dire où se trouve une personne, elle ne peut pas entrer non plus.",
    doubtAsk:
      "Si nous ne pouvons pas dire où se trouve une personne, mais qu’un lieu est probable, nous lui posons la question ; si sa réponse convient, elle peut entrer. Les autres attendent dans la salle d’attente.",
    until: (time) => `Cela vaut jusqu’à ${time}.`,
    more: (count) => (count < 2 ? `${count} autre lieu` : `${count} autres lieux`),
    nowhere: "…",
    setBy: { host: "l’hôte", "co-host": "un co-hôte", acting: "la personne qui remplaçait l’hôte" },
    limit: {
      "meeting/closed": (who, places) =>
        `${capital(who)} a fermé cette réunion à ces lieux : ${places}.`,
      "meeting/closed-until": (who, places, time) =>
        `${capital(who)} a fermé cette réunion, jusqu’à ${time}, à ces lieux : ${places}.`,
      "meeting/only": (who, places) =>
        `${capital(who)} n’a ouvert cette réunion qu’à ces lieux : ${places}.`,
      "meeting/only-until": (who, places, time) =>
        `Jusqu’à ${time}, ${who} n’ouvre cette réunion qu’à ces lieux : ${places}.`,
      "account/closed": (places) =>
        `L’organisation de l’hôte a fermé toutes ses réunions à ces lieux : ${places}.`,
      "account/closed-until": (places, time) =>
        `L’organisation de l’hôte a fermé toutes ses réunions, jusqu’à ${time}, à ces lieux : ${places}.`,
      "account/only": (places) =>
        `L’organisation de l’hôte n’a ouvert toutes ses réunions qu’à ces lieux : ${places}.`,
      "account/only-until": (places, time) =>
        `Jusqu’à ${time}, l’organisation de l’hôte n’ouvre toutes ses réunions qu’à ces lieux : ${places}.`,
      "platform/closed": (places) => `Ce service est fermé à ces lieux : ${places}.`,
      "platform/closed-until": (places, time) =>
        `Jusqu’à ${time}, ce service est fermé à ces lieux : ${places}.`,
      "platform/only": (places) => `Ce service n’est ouvert qu’à ces lieux : ${places}.`,
      "platform/only-until": (places, time) =>
        `Jusqu’à ${time}, ce service n’est ouvert qu’à ces lieux : ${places}.`,
    },
    because: (ground) => `Raison : ${ground}.`,
    ground: {
      sanctions: "des sanctions",
      licence: "une licence",
      security: "la sécurité",
      "own-policy": "ses propres règles",
      unnamed: "non indiquée",
    },
  },
  door: {
    from: {
      sure: (place) => `Vous vous connectez depuis : ${place} · certain`,
      likely: (place) => `Vous vous connectez depuis : ${place} · probable`,
      "cannot-tell": (place) => `Vous vous connectez depuis : ${place} · incertain`,
    },
    fromNowhere: "Nous ne pouvons pas dire d’où vous vous connectez",
    notRight: "Ce n’est pas exact ?",
    why: "Pourquoi ?",
    howKnown: "Comment le savez-vous ?",
    notRightText:
      "Un VPN, un réseau d’entreprise ou un réseau mobile semble souvent se trouver ailleurs. Désactivez-le ou utilisez un autre réseau, puis rouvrez cette page ; si cela n’aide pas, dites-le à l’hôte.",
    because: {
      "too-quick": (place) =>
        `Votre connexion répond trop vite pour venir du lieu suivant : ${place}.`,
      "paths-differ":
        "Votre son et votre image arrivent par un autre chemin que cette page, et les deux ne concordent pas.",
      shared:
        "Votre adresse réseau est partagée par des personnes de nombreux lieux, comme avec un VPN.",
      "records-differ":
        "Les registres de réseaux indiquent des lieux différents pour votre connexion.",
      "own-list": "Votre réseau figure sur la propre liste de ce service, sous ce lieu.",
      "records-agree": "Plusieurs registres de réseaux indépendants indiquent ce lieu.",
      mobile: "Vous êtes sur un réseau mobile, qui peut sembler se trouver ailleurs.",
      "own-word": "Vous avez dit que vous n’y êtes pas, et cela compte.",
      "registered-elsewhere":
        "Votre réseau est enregistré dans un autre pays que celui où il semble se trouver.",
      "old-records": "Les registres de réseaux qui indiquent ce lieu sont anciens.",
      "too-few-records":
        "Trop peu de registres de réseaux indépendants indiquent ce lieu pour en être certain.",
      "paths-agree": "Votre son et votre image viennent aussi de là.",
      "nothing-known": "On ne sait rien de l’endroit où se trouve votre réseau.",
    },
    name: "Votre nom",
    namePlaceholder: "Tel que les autres le verront",
    nameMissing: "Dites votre nom aux autres.",
    remember: "Retenir mon nom sur cet appareil",
    camera: "Caméra",
    microphone: "Micro",
    speaker: "Haut-parleur",
    cameraOn: "Activer la caméra",
    cameraOff: "Couper la caméra",
    micOn: "Activer le micro",
    micOff: "Couper le micro",
    cameraIsOff: "Votre caméra est coupée",
    noNetwork:
      "Votre navigateur ne trouve aucun réseau pour le son et l’image : vous ne pourrez sans doute pas entrer. Connectez cet appareil à un réseau et rechargez cette page, ou essayez un autre navigateur.",
    noCamera: "Pas de caméra",
    noMicrophone: "Pas de micro",
    systemSpeaker: "Réglage par défaut du système",
    deviceUnnamed: (index) => `Appareil ${index}`,
    devices: "Appareils",
    blur: "Flouter mon arrière-plan",
    blurFailed: "L’arrière-plan ne peut pas être flouté sur cet appareil.",
    level: "Volume de votre voix",
    heard: "Nous vous entendons",
    silent: "Nous ne vous entendons pas encore",
    join: "Rejoindre",
    askToJoin: "Demander à entrer",
    joining: "Connexion…",
    starts: (time) => `Début : ${time}. Vous pouvez déjà entrer.`,
    untitled: "Une réunion",
    you: "Vous",
    alsoHere:
      "Cette réunion est ouverte dans un autre onglet. Si vous la rejoignez aussi ici, vous y serez deux fois.",
    opened: "Vous pouvez entrer maintenant. Ce qui vous en empêchait a changé.",
    openedAsk: "Vous pouvez demander à entrer maintenant. Ce qui vous en empêchait a changé.",
    pass: {
      valid: "L’hôte vous a donné un laissez-passer : vous pouvez entrer d’ici.",
      ask: "L’hôte vous a donné un laissez-passer : vous pouvez demander à entrer d’ici, et l’hôte décide.",
      used: "Ce laissez-passer a déjà servi. Si vous entrez maintenant, il passe à vous et ne sert plus à la personne qui l’a utilisé.",
      gone: "Le laissez-passer de votre lien ne fonctionne plus. Demandez-en un nouveau à l’hôte.",
      notNeeded:
        "Le laissez-passer de votre lien ne fonctionne plus, mais vous pouvez entrer d’ici sans lui.",
    },
    holds: "Qui peut entrer",
    encrypted: "Chiffrée de bout en bout",
    encryptedText:
      "L’image, le son, les écrans partagés et la discussion sont chiffrés sur votre appareil et ne s’ouvrent que sur ceux des personnes présentes. Le responsable de ce service ne peut ni les voir ni les entendre, sauf s’il a le lien complet : toute personne qui l’a et qu’on laisse entrer reçoit des clés.",
    encryptedVouched: "Chiffrée de bout en bout, avec garant",
    vouchedText:
      "L’image, le son, les écrans partagés et la discussion sont chiffrés sur votre appareil et ne s’ouvrent que sur ceux des personnes présentes. Le responsable de ce service ne peut ni les voir ni les entendre. Seules les personnes dont un hôte se porte garant reçoivent des clés : le lien seul ne suffit pas.",
    encryptionOff: "Le chiffrement de bout en bout est désactivé pour cette réunion.",
    seenByHost: "Ce que l’hôte peut voir",
    seenByHostText:
      "L’hôte et toutes les personnes présentes voient votre nom. L’hôte et les personnes qui l’aident voient aussi combien de personnes se connectent depuis chaque lieu ; à moins de cinq, c’est seulement « quelques personnes ». Le lieu d’où vous vous connectez, vous en particulier, n’est montré à personne. Dans une petite réunion, les personnes qui la mènent peuvent le deviner d’après les nombres, ou en voyant qui part quand une règle change. Votre adresse réseau n’est jamais enregistrée.",
    waits: {
      lobby: "Vous attendrez dans la salle d’attente jusqu’à ce que l’hôte vous fasse entrer.",
      locked:
        "La réunion est verrouillée. Vous attendrez dans la salle d’attente jusqu’à ce que l’hôte vous fasse entrer.",
      "cannot-tell":
        "Nous ne pouvons pas dire d’où vous vous connectez ; vous attendrez donc dans la salle d’attente jusqu’à ce que l’hôte vous fasse entrer.",
      "sent-back":
        "Vous attendrez dans la salle d’attente jusqu’à ce que l’hôte vous fasse entrer de nouveau.",
      ask: "Nous ne pouvons pas dire d’où vous vous connectez ; nous vous poserons donc la question.",
    },
  },
  lobby: {
    title: "Vous êtes dans la salle d’attente",
    because: {
      lobby: "L’hôte décide qui entre.",
      locked: "La réunion est verrouillée, et l’hôte décide qui entre encore.",
      "cannot-tell": "Nous ne pouvons pas dire d’où vous vous connectez ; l’hôte décide donc.",
      terms:
        "Après un signalement venu de la réunion, ce service vous en a fait sortir selon ses conditions d’utilisation, jusqu’à la fin de la réunion ou jusqu’à ce que l’hôte vous fasse entrer de nouveau. Si vous pensez que c’est une erreur, écrivez au responsable de ce service.",
      "media-path":
        "Cette réunion regarde le chemin que prennent votre son et votre image, et nous ne le voyons pas encore. Si cela dure, votre réseau ne le laisse peut-être pas passer (UDP). L’hôte peut vous faire entrer.",
      "sent-back": "L’hôte vous a demandé d’attendre ici. C’est peut-être juste pour un instant.",
    },
    byItself: "Cette page vous fait entrer d’elle-même. Vous n’avez rien à faire.",
    as: (name) => `Votre nom dans la réunion : ${name}`,
    declined:
      "L’hôte ne peut pas vous faire entrer pour le moment. Vous pouvez rester ici et redemander dans quelques minutes.",
    askAgain: "Redemander",
    leave: "Partir",
    askTitle: "D’où vous connectez-vous maintenant ?",
    askWhy:
      "Votre connexion ne nous le dit pas avec certitude. Si votre réponse s’accorde avec ce que nous voyons, vous entrez tout de suite ; sinon, l’hôte décide. Votre réponse n’est pas conservée.",
    askField: "Pays, région ou territoire",
    askNothing: "Rien de ce nom.",
    answer: "C’est là que je suis",
    asked: "Merci. Maintenant, l’hôte décide.",
  },
  check: {
    title: "Est-ce que je pourrai entrer ?",
    yes: "D’ici, vous pourrez entrer.",
    waits: "D’ici, vous arriverez dans la salle d’attente.",
    waitsWhy: {
      lobby: "L’hôte décide qui entre.",
      locked: "La réunion est verrouillée pour le moment, et l’hôte décide qui entre encore.",
      "cannot-tell": "Nous ne pouvons pas dire d’où vous vous connectez ; l’hôte décide donc.",
      "sent-back": "L’hôte décide qui entre.",
      ask: "Nous ne pouvons pas dire d’où vous vous connectez. Nous vous poserons la question, et si votre réponse s’accorde avec ce que nous voyons, vous entrerez tout de suite.",
    },
    no: "D’ici, vous ne pouvez pas entrer pour le moment.",
    what: {
      meeting:
        "Serez-vous ailleurs ce jour-là, ou le lieu est-il inexact ? Désactivez le VPN ou utilisez un autre réseau, puis vérifiez de nouveau. Sinon, écrivez à l’hôte : il lui est possible de changer cela ou de vous donner un laissez-passer.",
      account:
        "Serez-vous ailleurs ce jour-là, ou le lieu est-il inexact ? Désactivez le VPN ou utilisez un autre réseau, puis vérifiez de nouveau. Sinon, écrivez à l’hôte : son organisation peut changer cela.",
      platform:
        "Serez-vous ailleurs ce jour-là, ou le lieu est-il inexact ? Désactivez le VPN ou utilisez un autre réseau, puis vérifiez de nouveau. Aucun hôte ne peut changer cela ; seuls les responsables de ce service le peuvent.",
      order:
        "Cela ne touche que les personnes dont le lieu est connu avec certitude. Le lieu est-il inexact ? Désactivez le VPN ou utilisez un autre réseau, puis vérifiez de nouveau.",
      banned: "Si vous pensez que c’est une erreur, écrivez à l’hôte.",
      removed:
        "Vous pouvez demander à entrer. Vous attendrez alors dans la salle d’attente jusqu’à ce que l’hôte décide.",
    },
    onTheDay:
      "Cela vaut pour la connexion que vous utilisez maintenant. Ce qui compte, c’est la connexion que vous utiliserez ce jour-là.",
    nothingKept:
      "Vérifier ici n’enregistre rien et n’informe personne. Aucune caméra n’est utilisée.",
    starts: (time) => `Début de la réunion : ${time}.`,
    again: "Vérifier de nouveau",
    open: "Aller à la réunion",
  },
  device: {
    camera: {
      denied:
        "Votre navigateur ne donne pas la caméra à cette page. Autorisez-la à côté de l’adresse, ou continuez sans.",
      missing: "Aucune caméra n’a été trouvée. Vous pouvez continuer sans.",
      busy: "Un autre programme utilise la caméra. Fermez-la dans ce programme, ou continuez sans.",
      other: "La caméra n’a pas démarré. Vous pouvez continuer sans.",
    },
    microphone: {
      denied:
        "Votre navigateur ne donne pas le micro à cette page. Autorisez-le à côté de l’adresse, ou continuez sans.",
      missing: "Aucun micro n’a été trouvé. Vous pouvez continuer sans.",
      busy: "Un autre programme utilise le micro. Fermez-le dans ce programme, ou continuez sans.",
      other: "Le micro n’a pas démarré. Vous pouvez continuer sans.",
    },
    screen: {
      denied:
        "Votre système ne donne pas l’écran à votre navigateur. Autorisez-le à enregistrer l’écran dans les réglages du système, ou continuez sans.",
      missing: "Aucun écran n’a été trouvé. Vous pouvez continuer sans.",
      busy: "Un autre programme utilise l’écran. Fermez-le dans ce programme, ou continuez sans.",
      other: "L’écran n’a pas pu être partagé. Vous pouvez continuer sans.",
    },
    insecure: "Les caméras et les micros ne fonctionnent qu’en https ou sur localhost.",
  },
  gone: {
    notFoundTitle: "Il n’y a pas de réunion ici",
    notFound: "Le lien est peut-être incomplet, ou la réunion a été supprimée. Redemandez le lien.",
    endedTitle: "Cette réunion est terminée",
    ended: "Elle a pris fin pour tout le monde.",
    endedByYou: "Vous y avez mis fin pour tout le monde.",
    closedTitle: "Cette réunion est fermée",
    closed:
      "Ce service a mis fin à cette réunion, ou suspendu le compte de son hôte, selon ses conditions d’utilisation. Deux personnes ont donné leur accord après un signalement venu de la réunion. Si vous pensez que c’est une erreur, écrivez au responsable de ce service.",
    lostTitle: "La connexion à la réunion a échoué",
    lost: "La réunion continue. Vérifiez votre réseau, puis rejoignez-la de nouveau. Certains réseaux ne laissent pas passer les appels : si l’échec se répète, essayez-en un autre.",
    leftTitle: "Vous avez quitté la réunion",
    left: "Elle continue sans vous.",
    leftAlone: "Il n’y a personne d’autre dans la réunion. Le lien fonctionne toujours.",
    elsewhereTitle: "Cette réunion est ouverte dans un autre onglet",
    elsewhere:
      "Vous y participez dans l’autre onglet. Si vous la rejoignez de nouveau ici, vous la quitterez dans l’autre.",
    again: "Rejoindre de nouveau",
    cannotCheckTitle: "Nous ne pouvons faire entrer personne pour le moment",
    cannotCheck:
      "Le service ne peut pas vérifier les règles de la réunion pour le moment ; personne ne peut donc entrer. Cette page réessaie d’elle-même.",
    noMedia:
      "Aucun serveur multimédia n’est disponible pour le moment dans la région que l’hôte a choisie pour cette réunion. Cette page réessaie d’elle-même.",
    failedTitle: "Cela n’a pas fonctionné",
    noAnswerTitle: "Le service ne répond pas pour le moment",
    noAnswer: "Votre lien n’y est pour rien. Cette page réessaie d’elle-même.",
    bringBack: "Nous vous ramènerons dès qu’il répondra. Vous n’avez rien à faire.",
    tryNow: "Essayer maintenant",
    pageTitle: "Il n’y a rien ici",
    page: "L’adresse est peut-être incomplète.",
  },
  incomplete: {
    title: "Ce lien n’est pas complet",
    another: "La fin de ce lien n’est pas celle de cette réunion",
    full: "Cette réunion est complète",
    fullText:
      "Elle compte déjà autant de personnes qu’une réunion chiffrée peut en avoir. Réessayez quand quelqu’un sera parti.",
    notTaken: "Cette page n’a pas pu convenir des clés",
    notTakenText:
      "Le service n’a pas accepté ce que dit ce navigateur. Rechargez la page. Si cela ne suffit pas, essayez un autre navigateur.",
    cannot: "Ce navigateur ne peut pas rejoindre une réunion chiffrée",
    cannotText:
      "Il ne sait pas chiffrer l’image et le son de bout en bout. Ouvrez le lien dans une version récente de Firefox, Chrome, Edge ou Safari.",
    broke: "Le chiffrement de cet appel s’est arrêté ici",
    brokeText:
      "Votre page a quitté l’appel pour que rien ne soit envoyé sans chiffrement. La réunion continue. Rechargez la page pour revenir. Si cela se reproduit, prévenez les responsables de ce service.",
    why: "La réunion est chiffrée de bout en bout. Ce qui l’ouvre se trouve à la fin du lien, après le signe #. Ce service ne l’a jamais et ne peut donc pas l’ajouter.",
    whatToDo:
      "Demandez le lien complet à la personne qui vous a invité, puis ouvrez-le ou collez-le ici.",
    paste: "Le lien complet",
    wrong: "Ce n’est pas le lien complet de cette réunion.",
    otherHost:
      "Vous êtes venu ici par un lien qui dit qui se porte garant des personnes dans cette réunion. Ce lien-ci nomme quelqu’un d’autre, ou personne : il n’a donc pas été utilisé. Demandez à la personne qui vous a invité lequel est le bon. Si c’est celui-ci, ouvrez-le dans un nouvel onglet.",
    firstLink: "Continuer avec le premier lien",
    go: "Continuer",
  },
  refused: {
    short: "Impossible de rejoindre",
    title: "Vous ne pouvez pas rejoindre la réunion d’ici pour le moment.",
    innocent: "Vous n’avez rien fait de mal.",
    wasInside: "Jusqu’à maintenant, vous étiez dans cette réunion.",
    yours: "Cette réunion est la vôtre : vous pouvez changer qui peut entrer, puis revenir.",
    yoursReason: {
      "denied-place": (place) => `Vous avez fermé cette réunion au lieu suivant : ${place}.`,
      "outside-allowed":
        "Vous n’avez ouvert cette réunion qu’à certains lieux, et le vôtre n’en fait pas partie.",
      only: (places) => `Vous n’avez ouvert cette réunion qu’à ces lieux : ${places}.`,
      "cannot-tell":
        "Vous avez limité l’accès à cette réunion selon le lieu, et nous ne pouvons pas dire d’où vous vous connectez.",
    },
    bannedTitle: "Vous ne pouvez pas rejoindre cette réunion.",
    removedTitle: "Vous n’êtes plus dans la réunion.",
    removedHelp:
      "Vous pouvez redemander à entrer. Vous attendrez alors dans la salle d’attente jusqu’à ce que l’hôte décide.",
    askAgain: "Demander à entrer",
    bannedHelp:
      "Si vous pensez que c’est une erreur, écrivez à la personne qui vous a envoyé l’invitation.",
    opens: "Gardez cette page ouverte : si cela change, vous pourrez y écrire votre nom et entrer.",
    byItselfAs: (name) =>
      `Gardez cette page ouverte : si cela change, elle vous fait entrer d’elle-même sous le nom « ${name} », avec la caméra et le micro comme avant.`,
    byItselfOff: (name) =>
      `Gardez cette page ouverte : si cela change, elle vous fait entrer d’elle-même sous le nom « ${name} », avec la caméra et le micro coupés.`,
    notThere: "Je ne suis pas là-bas",
    leave: "Partir",
    why: "Pourquoi",
    whoDemanded: "Qui l’a exigé",
    law: "Selon quelle loi",
    reasonGiven: "La raison donnée",
    until: "Jusqu’à",
    noEnd: "Aucune fin n’est fixée.",
    noEndBy: {
      meeting: "L’hôte n’a fixé aucune fin.",
      account: "L’organisation de l’hôte n’a fixé aucune fin.",
      platform: "Ce service n’a fixé aucune fin.",
    },
    unaffected: "Ce que cela ne touche pas",
    unaffectedText:
      "La réunion continue pour tous les autres. Rien d’autre ne change pour vous : vos autres réunions, liens et comptes fonctionnent comme avant.",
    sealed: "Nous ne pouvons pas le dire pour le moment.",
    appeal: "Déposer un recours",
    contact: (contact) => `Responsable de ce service : ${contact}`,
    knock: {
      lead: "Demandez à l’hôte de vous faire entrer. L’hôte et les personnes qui l’aident verront votre nom et ce que vous écrivez ici, mais pas les autres participants.",
      leadThere:
        "Demandez à l’hôte de vous faire entrer malgré tout. L’hôte et les personnes qui l’aident verront votre nom, ce que vous écrivez ici et que vous êtes là où cette réunion est fermée, mais pas les autres participants.",
      off: "Si c’est oui, vous entrez avec la caméra et le micro coupés.",
      text: "Que doit savoir l’hôte ?",
      optional: "Vous pouvez laisser ce champ vide.",
      send: "Demander à l’hôte",
      sent: "L’hôte a reçu votre demande. Si c’est oui, cette page vous fait entrer d’elle-même.",
      declined:
        "L’hôte ne peut pas vous faire entrer cette fois-ci. Les autres participants ne savent pas que vous avez demandé. Vous pouvez redemander dans quelques minutes.",
      closed: "L’hôte ne peut pas vous faire entrer ici.",
    },
    contest: {
      lead: "Si vous êtes vraiment ailleurs, dites-le ici. Vous entrez tout de suite si autre chose va dans ce sens. Sinon, quelqu’un de ce service répond dans les dix minutes, et sans réponse vous entrez.",
      send: "Dire que je n’y suis pas",
      waits: (time: string) =>
        `Quelqu’un de ce service regarde maintenant. Si personne ne répond, vous entrez au plus tard à ce moment : ${time}. Gardez cette page ouverte.`,
      staysOut: "Quelqu’un de ce service a répondu que vous restez dehors, et a écrit pourquoi :",
      isIn: "Vous pouvez entrer.",
      inside: {
        lead: "Si vous êtes vraiment ailleurs, dites-le ici. Vous restez si autre chose va dans ce sens. Sinon, quelqu’un de ce service répond dans les dix minutes. Vous restez jusque-là, et sans réponse vous restez.",
        waits: (time: string) =>
          `Quelqu’un de ce service regarde maintenant. Vous restez jusqu’à sa réponse. Si personne ne répond avant ce moment, vous restez : ${time}.`,
        staysOut:
          "Quelqu’un de ce service a répondu que la décision vaut pour vous, et a écrit pourquoi :",
        isIn: "Vous pouvez rester dans la réunion.",
      },
      device: {
        lead: "Votre appareil peut dire où il se trouve. Pour le savoir, votre navigateur envoie d’habitude les noms des réseaux Wi-Fi autour de vous à l’entreprise qui le fabrique. Cette page nous envoie ensuite le pays ou la région, et rien d’autre. Cela aide la personne qui répond, mais ne suffit pas pour entrer.",
        send: "Demander à mon appareil",
        said: (place: string) => `Votre appareil dit : ${place}. La personne qui répond le lira.`,
        denied:
          "Votre navigateur ne l’a pas permis. Ce n’est pas nécessaire : attendez simplement la réponse.",
        unavailable:
          "Votre appareil ne sait pas où il se trouve. Ce n’est pas nécessaire : attendez simplement la réponse.",
        late: "Votre appareil a mis trop de temps. Réessayez, ou attendez simplement la réponse.",
      },
    },
    notThereHelp: {
      account:
        "L’organisation de l’hôte a décidé cela pour toutes ses réunions ; l’hôte ne peut donc pas vous faire entrer. Un VPN, un réseau d’entreprise ou un réseau mobile peut sembler se trouver ailleurs : désactivez-le ou utilisez un autre réseau, et cette page vous fera peut-être entrer. Si cela n’aide pas, écrivez à la personne qui vous a envoyé l’invitation.",
      platform:
        "Ce service a décidé cela pour toutes ses réunions ; aucun hôte ne peut donc vous faire entrer. Un VPN, un réseau d’entreprise ou un réseau mobile peut sembler se trouver ailleurs : désactivez-le ou utilisez un autre réseau, et cette page vous fera peut-être entrer. Si cela n’aide pas, écrivez aux responsables de ce service.",
      order:
        "Cela ne touche que les personnes dont le lieu est connu avec certitude, et aucun hôte ne peut vous faire entrer. Un VPN, un réseau d’entreprise ou un réseau mobile peut sembler se trouver ailleurs : désactivez-le ou utilisez un autre réseau, et cette page vous fera peut-être entrer. Si cela n’aide pas, dites ci-dessous que vous n’y êtes pas. Si vous ne pouvez toujours pas rejoindre la réunion, déposez un recours.",
    },
  },
  appeal: {
    lead: "Dites pourquoi c’est une erreur, dans n’importe quelle langue. Vous n’avez pas à dire qui vous êtes, ni pourquoi vous voulez participer à la réunion.",
    clock:
      "Une personne qui n’a pas pris part à l’ordre décide dans les 72 heures, ou dans la moitié du temps restant si elle est plus courte. Sinon, l’ordre prend fin de lui-même.",
    text: "Votre recours",
    send: "Envoyer le recours",
    sent: "Votre recours a été envoyé.",
    dueOn: (day: string) =>
      `La décision est prise le ${day} au plus tard, sinon l’ordre prend fin de lui-même.`,
    link: "Votre lien privé",
    linkHint: "Gardez-le : il montre ce qui a été décidé. Il n’est affiché que maintenant.",
    decided: "Un recours contre cet ordre a déjà été tranché.",
    over: "Cet ordre est terminé.",
    wrongTitle: "Ce lien ne fonctionne pas",
    wrong: "La partie après le signe # manque ou n’est pas la bonne. Ouvrez le lien complet.",
    madeOn: (day: string) => `Envoyé le ${day}`,
    state: {
      open: "Personne n’a encore décidé.",
      upheld: "L’ordre est maintenu.",
      overturned:
        "Vous aviez raison : l’ordre est terminé. Toutes les personnes tenues à l’écart peuvent entrer.",
      "not-decided-in-time": "Personne n’a décidé à temps : l’ordre a pris fin de lui-même.",
      "order-over": "L’ordre a pris fin avant toute décision.",
    },
    reasons: "Motifs",
    yours: "Ce que vous avez écrit",
    destroyed:
      "Ce texte a été détruit. Ce qui est écrit au sujet d’un ordre est conservé environ un an après sa fin.",
  },
  order: {
    state: {
      ahead: "Un ordre qui prendra effet plus tard",
      suspended: "Un ordre sans effet pour le moment",
      "in-force": "Un ordre en vigueur",
      over: "Un ordre terminé",
    },
    lead: (places: string) =>
      `Un gouvernement a ordonné qu’une réunion ne soit pas accessible depuis ce lieu : ${places}. Cette page ne dit pas de quelle réunion il s’agit.`,
    takenDown: "Ce texte a été retiré du registre public.",
    excepted: "Sauf",
    from: "À partir du",
    appealTitle: "Recours",
    appealLead:
      "Tout le monde peut faire un recours, sans compte. La décision ou la fin de l’ordre ne s’affiche ici et sur votre lien privé que le lendemain : l’heure pourrait révéler la réunion.",
    none: "Il n’y a pas d’ordre ici. L’adresse est peut-être incomplète.",
  },
  report: {
    title: "Signaler un abus",
    lead: "Cela va aux responsables de ce service. Personne dans la réunion ne l’apprend.",
    inside: "Votre signalement montre que vous étiez dans la réunion, mais pas qui vous êtes.",
    what: "De quoi s’agit-il ?",
    choose: "Choisissez ce qui convient le mieux.",
    kinds: {
      harassment: "Harcèlement",
      threat: "Une menace",
      sexual: "Contenu sexuel non sollicité",
      "child-safety": "Un enfant est en danger",
      spam: "Du spam ou une fraude",
      other: "Autre chose",
    },
    about: "De qui s’agit-il ?",
    aboutMeeting: "De la réunion",
    aboutText:
      "Jusqu’à la fin de la réunion, ce service voit le nom et peut couper le micro de cette personne ou la faire sortir. Une personne déjà partie n’est pas nommée.",
    text: "Que s’est-il passé ?",
    fromState: "J’écris au nom d’un gouvernement, d’un tribunal ou de la police",
    fromStateText:
      "Alors ce service vous répond selon sa procédure publiée. Une demande n’arrête jamais une réunion et ne suspend jamais un compte.",
    send: "Envoyer le signalement",
    sent: "Merci. Votre signalement a été envoyé.",
    sentText:
      "Une réunion n’est arrêtée, ou un compte suspendu, que si deux personnes de ce service sont d’accord.",
    danger: "Si quelqu’un est en danger maintenant, appelez les secours là où vous êtes.",
    unread:
      "Personne dans ce service ne peut encore lire les signalements. Le vôtre attendra que quelqu’un le puisse ; l’administrateur apprend seulement qu’un signalement attend.",
    unreadSent:
      "Votre signalement est conservé, mais personne dans ce service ne peut encore le lire. Il attend que quelqu’un le puisse.",
    noContact: "Ce service n’indique aucun contact.",
    toMeeting: "Vers la réunion",
  },
  reason: {
    "meeting/denied-place": (who, place) =>
      `${capital(who)} a fermé cette réunion au lieu suivant : ${place}.`,
    "meeting/outside-allowed": (who) =>
      `${capital(who)} n’a ouvert cette réunion qu’à certains lieux, et le vôtre n’en fait pas partie.`,
    "meeting/cannot-tell": (who) =>
      `${capital(who)} limite l’accès à cette réunion selon le lieu, et nous ne pouvons pas dire d’où vous vous connectez.`,
    "account/denied-place": (place) =>
      `L’organisation de l’hôte a fermé ses réunions au lieu suivant : ${place}.`,
    "account/outside-allowed":
      "L’organisation de l’hôte n’a ouvert ses réunions qu’à certains lieux, et le vôtre n’en fait pas partie.",
    "account/cannot-tell":
      "L’organisation de l’hôte limite l’accès à ses réunions selon le lieu, et nous ne pouvons pas dire d’où vous vous connectez.",
    "platform/denied-place": (place) => `Ce service est fermé au lieu suivant : ${place}.`,
    "platform/outside-allowed":
      "Ce service n’est ouvert qu’à certains lieux, et le vôtre n’en fait pas partie.",
    "platform/cannot-tell":
      "Ce service limite l’accès aux réunions selon le lieu, et nous ne pouvons pas dire d’où vous vous connectez.",
    "order/named": (authority, place) =>
      `${authority} a ordonné que l’on ne puisse pas rejoindre cette réunion depuis le lieu suivant : ${place}.`,
    "order/ordered": (place) =>
      `Un gouvernement a ordonné que l’on ne puisse pas rejoindre cette réunion depuis le lieu suivant : ${place} ; la loi nous interdit encore de nommer ce gouvernement.`,
    "order/sealed": (place, time) =>
      `Un gouvernement a ordonné que l’on ne puisse pas rejoindre cette réunion depuis le lieu suivant : ${place} ; la loi nous interdit, jusqu’à ${time}, de nommer ce gouvernement.`,
    "host/banned": "Un hôte a décidé que vous ne pouvez pas revenir dans cette réunion.",
    "host/removed": "Un hôte vous a fait sortir de la réunion.",
    here: "celui d’où vous vous connectez",
  },
  reasonUntil: {
    "meeting/denied-place": (who, place, time) =>
      `${capital(who)} a fermé cette réunion, jusqu’à ${time}, au lieu suivant : ${place}.`,
    "meeting/outside-allowed": (who, time) =>
      `Jusqu’à ${time}, ${who} n’ouvre cette réunion qu’à certains lieux, et le vôtre n’en fait pas partie.`,
    "meeting/cannot-tell": (who, time) =>
      `Jusqu’à ${time}, ${who} limite l’accès à cette réunion selon le lieu, et nous ne pouvons pas dire d’où vous vous connectez.`,
    "account/denied-place": (place, time) =>
      `L’organisation de l’hôte a fermé ses réunions, jusqu’à ${time}, au lieu suivant : ${place}.`,
    "account/outside-allowed": (time) =>
      `Jusqu’à ${time}, l’organisation de l’hôte n’ouvre ses réunions qu’à certains lieux, et le vôtre n’en fait pas partie.`,
    "account/cannot-tell": (time) =>
      `Jusqu’à ${time}, l’organisation de l’hôte limite l’accès à ses réunions selon le lieu, et nous ne pouvons pas dire d’où vous vous connectez.`,
    "platform/denied-place": (place, time) =>
      `Jusqu’à ${time}, ce service est fermé au lieu suivant : ${place}.`,
    "platform/outside-allowed": (time) =>
      `Jusqu’à ${time}, ce service n’est ouvert qu’à certains lieux, et le vôtre n’en fait pas partie.`,
    "platform/cannot-tell": (time) =>
      `Jusqu’à ${time}, ce service limite l’accès aux réunions selon le lieu, et nous ne pouvons pas dire d’où vous vous connectez.`,
  },
  call: {
    connecting: "Connexion…",
    reconnecting: "Votre connexion a été perdue. Nous essayons de la rétablir…",
    mic: "Micro",
    camera: "Caméra",
    speaker: "Haut-parleur",
    screen: "Partager l’écran",
    stopScreen: "Arrêter le partage",
    people: "Personnes",
    chat: "Chat",
    places: "Lieux",
    rules: "Règles",
    leave: "Quitter",
    close: "Fermer",
    muted: "micro coupé",
    speaking: (name) => `${name} parle`,
    you: (name) => `${name} (vous)`,
    screenOf: (name) => `Écran : ${name}`,
    ownScreen: "Votre écran",
    service: "service",
    someone: "Quelqu’un",
    role: { host: "hôte", "co-host": "co-hôte", acting: "remplace l’hôte", guest: "" },
    alone: "Il n’y a que vous ici. Partagez le lien pour inviter d’autres personnes.",
    link: { copy: "Copier le lien de la réunion", copied: "Le lien de la réunion est copié." },
    startSound: "Activer le son",
    more: (count) => `et ${count} de plus`,
    controls: "Commandes de la réunion",
    moreControls: "Plus",
    panels: "Panneaux",
    dismiss: "Fermer ce message",
    undo: "Annuler",
    failed: "Cela n’a pas fonctionné. Réessayez.",
    view: {
      grid: "Afficher tout le monde en grille",
      speaker: "Afficher qui parle",
      pin: (name) => `Épingler : ${name}`,
      unpin: (name) => `Ne plus épingler : ${name}`,
      hideSelf: "Ne plus voir ma propre image",
      showSelf: "Voir ma propre image",
    },
    connection: {
      excellent: "bonne connexion",
      good: "connexion correcte",
      poor: "connexion faible",
      lost: "connexion perdue",
    },
    hand: {
      raise: "Lever la main",
      lower: "Baisser la main",
      lowerShort: "Baisser",
      place: (place) => `main levée, numéro ${place}`,
      list: "Mains levées, dans l’ordre",
      saidRaised: (name) => `${name} a levé la main`,
      lowerOf: (name) => `Baisser la main : ${name}`,
      lowered: "L’hôte a baissé votre main.",
    },
    react: {
      open: "Réagir",
      names: {
        thumb: "Pouce levé",
        heart: "Cœur",
        clap: "Applaudissements",
        laugh: "Rire",
        wow: "Surprise",
        party: "Fête",
      },
      said: (name, reaction) => `${name} a réagi : ${reaction}`,
    },
    talk: {
      placeholder: "Message à tout le monde ici",
      send: "Envoyer",
      empty: "Aucun message depuis votre arrivée.",
      vanish:
        "Seules les personnes présentes maintenant peuvent lire ceci. Les messages disparaissent quand vous partez, et personne ne les conserve.",
      notSent: "Votre message n’a pas été envoyé. Réessayez.",
      tooFast: "C’était un peu rapide. Attendez un instant, puis envoyez de nouveau.",
      unread: (count) => (count < 2 ? `${count} nouveau message` : `${count} nouveaux messages`),
      openUnread: (count) =>
        count < 2 ? `Chat, ${count} nouveau message` : `Chat, ${count} nouveaux messages`,
      said: (name, text) => `${name} a écrit : ${text}`,
      log: "Messages",
      left: (count) => `Caractères restants : ${count}`,
    },
    list: {
      search: "Chercher quelqu’un",
      numbers: "Les personnes qui portent le même nom ont chacune un numéro.",
      none: "Il n’y a personne de ce nom ici.",
      count: (count) => (count < 2 ? `${count} personne est ici` : `${count} personnes sont ici`),
      open: (count) =>
        count < 2
          ? `Personnes, ${count} personne est ici`
          : `Personnes, ${count} personnes sont ici`,
      actions: (name) => `Plus d’options : ${name}`,
    },
    devices: {
      title: "Appareils",
      blur: "Flouter mon arrière-plan",
      standard: "Réglage par défaut du système",
    },
    keys: {
      title: "Raccourcis clavier",
      use: "Utiliser une seule touche comme raccourci",
      note: "Ils sont sans effet pendant que vous écrivez.",
      mic: "Activer ou couper le micro",
      camera: "Activer ou couper la caméra",
      screen: "Partager l’écran ou arrêter",
      hand: "Lever ou baisser la main",
      chat: "Ouvrir ou fermer le chat",
      people: "Ouvrir ou fermer la liste des personnes",
      view: "Grille, ou qui parle",
      help: "Afficher ces raccourcis",
      escape: "Fermer ce qui est ouvert",
      escapeKey: "Échap",
    },
    announce: {
      title: "Accessibilité",
      on: "Dire à mon lecteur d’écran qui parle",
    },
    sealed: {
      on: "Chiffrée de bout en bout",
      off: "Pas chiffrée de bout en bout",
      vouched: "Chiffrée de bout en bout, avec garant",
      agreeing: "Échange des clés…",
      without: "Pas encore de clés",
      held: "Chiffrée. Envoi peut-être interrompu",
      heldText:
        "Votre son et votre image quittent cette page chiffrés, ou pas du tout. Ces dernières secondes, elle n’a pas pu les chiffrer, ou ne sait pas si elle a pu : peut-être que personne ne vous voit ni ne vous entend. Si cela continue, rechargez la page.",
      title: "Qui peut voir et entendre cet appel",
      code: "Code de sécurité",
      how: "Lisez-le ensemble à voix haute. Si tout le monde a le même code, seules les personnes de la liste ci-dessous peuvent vous voir et vous entendre. Y a-t-il quelqu’un que vous ne connaissez pas ? Le code change dès que quelqu’un arrive ou part.",
      differ:
        "S’il diffère alors que personne n’entre ni ne sort, quelqu’un écoute peut-être : ne dites rien de privé ici. Commencez une nouvelle réunion et envoyez son lien par un autre moyen.",
      changed: "Il vient de changer : reprenez au premier chiffre.",
      inWords: "Le même code en mots",
      codeWaiting: (names: string) =>
        `En attente de : ${names}. Chaque page a sa part dans le code.`,
      codeOverdue: (names: string) =>
        `Pas de réponse de : ${names}. Cette page est peut-être lente ou en train d’être rechargée.`,
      codeAgain: "Réessayer",
      codeAlone: "Tant que vous êtes seul ici, il n’y a rien à comparer.",
      codeTooMany: "Au-delà de 50 personnes, il n’y a pas de code à comparer.",
      group: "Qui a les clés",
      unvouched:
        "Vous n’avez pas encore de clés : un hôte doit se porter garant de vous. D’ici là, vous ne voyez et n’entendez personne, et personne ne vous voit ni ne vous entend. Dès que c’est fait, cette page continue d’elle-même.",
      notBelieved:
        "D’après l’horloge de cet appareil, l’appel a commencé il y a plus de 24 heures ou n’a pas encore commencé : cette page ne peut donc ni recevoir ni donner de clés. Vérifiez la date et l’heure de l’appareil ; dès qu’elles sont justes, cette page continue d’elle-même. Si elles l’étaient déjà, tout le monde doit partir et revenir.",
      believed:
        "Cette réunion est sans garant : toute personne qui a le lien complet reçoit des clés dès que ce service la fait entrer.",
      vouchedText:
        "Cette réunion est avec garant : seules reçoivent des clés les personnes dont un hôte, ou quelqu’un qu’un hôte y autorise, se porte garant. Sans cela, même le responsable de ce service ne peut faire entrer personne.",
      numbers:
        "Le numéro sous un nom n’appartient qu’à cette personne, et il est le même pour tout le monde jusqu’à ce qu’elle recharge sa page : il permet de distinguer deux personnes du même nom.",
      outside: "sans chiffrement, ni image ni son",
      turns: (count: number) => `Changements de clés depuis votre arrivée : ${count}`,
      noTurns: "Les clés n’ont pas changé depuis votre arrivée.",
      dropped: (sent: number, shown: number) =>
        `Fragments de votre son, de votre image et de vos messages qui n’ont pas pu être chiffrés et n’ont pas été envoyés : ${sent}. Fragments venus des autres qui n’ont pas pu être ouverts et n’ont pas été montrés : ${shown}. Il est normal qu’il y en ait quelques-uns.`,
      sees: "Ce que ce service peut voir",
      seesText:
        "Qui participe à l’appel et quand, d’où chaque personne semble se connecter, qui parle et combien, ainsi que la taille et l’heure de ce qui est envoyé.",
      seesNot: "Ce qu’il ne peut ni voir ni entendre",
      seesNotText:
        "Les images, le son, les écrans partagés, la discussion, les réactions et les mains levées.",
      sealedWith: (format: string) => `Chiffré avec ${format}.`,
      nativeClients:
        "Cette réunion admet aussi d’autres applications, dont le format protège moins : le service ne voit et n’entend toujours rien, mais il pourrait faire passer la caméra de quelqu’un pour son écran, ou rejouer un moment.",
      program:
        "Le programme de cette page vient aussi du service : faites confiance au responsable du service, ou comparez-le à la version publiée. Dans le code source de Graticule, cette commande le fait :",
      openText:
        "Ce que vous dites et montrez est chiffré en route vers le service, puis de là vers les autres. Entre les deux, le responsable du service pourrait le voir et l’entendre.",
      openChange: "L’hôte peut changer cela quand il n’y a personne dans la réunion.",
      unsealed: (name: string) =>
        `Quelque chose est arrivé sans chiffrement et n’est pas affiché (de : ${name}).`,
      unlisted: (name: string) =>
        `${name} a les clés de cet appel, mais ne figure pas parmi les personnes présentes.`,
      unlistedRow: "a les clés, ne figure pas parmi les personnes présentes",
      rekeyed: (name: string) =>
        `${name} a de nouvelles clés. Sa page a été rechargée, ou c’est quelqu’un d’autre.`,
      rekeyedRow: "nouvelles clés depuis votre arrivée",
      delayed: "Cette page a demandé des clés trop souvent et doit attendre une minute.",
      distrusted: "Il y a eu un problème avec les clés ; votre page les a établies de nouveau.",
    },
    told: {
      muted: "Un hôte a coupé votre micro. Vous pouvez le réactiver.",
      mutedByService:
        "Après un signalement venu de la réunion, ce service a coupé votre micro selon ses conditions d’utilisation. Vous pouvez le réactiver. Si vous pensez que c’est une erreur, écrivez au responsable de ce service.",
      coHost:
        "Vous êtes maintenant co-hôte : vous pouvez faire entrer des personnes et aider à mener la réunion.",
      noCoHost: "Vous n’aidez plus à mener la réunion.",
      acting: "Vous remplacez l’hôte pendant son absence.",
      inCharge: "C’est vous qui menez cette réunion maintenant, jusqu’au retour de l’hôte.",
      hostBack: "L’hôte est de retour et mène de nouveau la réunion.",
      runs: (names, count) =>
        count === 1
          ? `${names} mène la réunion maintenant.`
          : `${names} mènent la réunion maintenant.`,
      nobodyRuns: "Personne ne mène la réunion maintenant.",
      ruleChanged: "La règle qui dit qui peut rejoindre cette réunion a changé.",
      locked: "La réunion est verrouillée : qui arrive maintenant attend qu’on le laisse entrer.",
      limited:
        "Cette réunion continue. Un ordre limite l’accès selon le lieu. Il ne concerne aucune des personnes encore présentes.",
    },
    soon: {
      title: "Vous ne pourrez plus rester longtemps ici.",
      until: (time: string) => `Vous pouvez rester jusqu’à ${time}.`,
      ends: "Fin de l’ordre",
      left: (minutes: number) => `Minutes restantes : ${minutes}`,
      only: "Vous seul voyez ceci. Personne d’autre n’est informé.",
      leave: "Partir maintenant",
    },
  },
  process: {
    lead: "La demande d’un gouvernement peut toucher les personnes qui se trouvent sur son propre territoire, et personne d’autre. Voici ce que cela veut dire sur ce service, dans la version qui fonctionne ici.",
    sections: [
      {
        title: "Aucune réunion n’est arrêtée, aucun compte n’est suspendu",
        body: "Rien dans ce service ne permet à une demande d’arrêter une réunion pour tout le monde, de suspendre un compte ou de modifier une autre réunion. Un hôte peut mettre fin à une réunion pour tout le monde. Sinon, seul un abus peut être une raison, et il suit un chemin à part, décrit plus bas.",
      },
      {
        title: "Limites par lieu",
        body: "Les hôtes peuvent réserver une réunion à certains lieux, ou la fermer à certains lieux. C’est le choix de l’hôte, et les personnes qui ne peuvent pas entrer en sont informées. Pour savoir où se trouve une personne, nous ne regardons que les adresses réseau de sa page et de son flux audio et vidéo, et seulement tant qu’elle est connectée ; elles ne sont jamais enregistrées. Avec un VPN, une personne peut sembler être ailleurs.",
      },
      {
        title: "Ordres",
        body: "Quand un gouvernement l’ordonne, le service peut tenir les personnes qui se trouvent sur le territoire de ce gouvernement à l’écart d’une seule séance d’une seule réunion, pour sept jours au plus. Cela ne touche que les personnes dont le lieu est connu avec certitude : toute personne qui se trouve peut-être ailleurs reste. Chaque personne tenue à l’écart apprend que c’est un ordre, de qui et jusqu’à quand ; si un nom n’est pas donné, la page le dit aussi. Il faut pour cela deux personnes de ce service qui n’ont pas enregistré la demande ; une seule suffit pour mettre fin à l’ordre, ou pour refuser la demande si une autre l’a enregistrée.",
      },
      {
        title: "Recours",
        body: "Toute personne tenue à l’écart, l’hôte et n’importe qui d’autre peuvent faire un recours, sans compte. Une personne qui n’a pas pris part à l’ordre décide dans les 72 heures, ou dans la moitié du temps restant si elle est plus courte ; sinon, l’ordre prend fin de lui-même. Quand un ordre prend fin, toutes les personnes tenues à l’écart peuvent entrer aussitôt.",
      },
      {
        title: "Ce qui devient public",
        body: "Chaque demande est publiée dès qu’elle est enregistrée, sans nommer ni personne ni réunion, et l’hôte de la réunion en est averti. Si une loi interdit même de dire qu’une demande existe, le service ne lui donne aucune suite tant que c’est le cas. Il peut mettre sous scellé le fait qu’elle a existé ; le scellé s’ouvre au plus tard au bout d’un an.",
      },
      {
        title: "Abus",
        body: "Tout le monde peut signaler un abus. Pour arrêter une réunion ou suspendre un compte pour cette raison, il faut deux personnes de ce service et le signalement d’une personne qui était présente. Ce qu’un gouvernement envoie est traité comme une demande, quel que soit le nom qu’il lui donne ; s’il y en a une, une troisième personne doit être d’accord, et les deux sont rendues publiques ensemble.",
      },
      {
        title: "Ce qui est conservé",
        body: "Le titre, les horaires et les règles d’une réunion sont enregistrés ; 30 jours après sa fin, ils sont supprimés. Qui est là n’est connu que jusqu’à la fin de la réunion, et depuis quel lieu, seulement dans la mémoire du serveur, tant que la personne est connectée. Ensuite, il n’y a pas de liste à remettre. Le service n’enregistre aucun son ni aucune image. Les réunions créées sur sa page sont chiffrées de bout en bout, sauf si l’hôte désactive ce chiffrement : qui contrôle le serveur ne peut ni les voir ni les entendre, tant qu’il fournit la page telle qu’elle a été publiée. Sauf si un hôte se porte garant de chaque personne, toute personne qui a le lien complet et qu’on laisse entrer reçoit des clés, même le responsable de ce service.",
      },
      {
        title: "À qui s’adresser",
        body: "Chaque service a ses propres responsables : une université, une rédaction, une entreprise. La personne qui vous a donné le lien peut vous dire qui s’occupe de celui-ci. Ces responsables seuls peuvent répondre à un recours, et la loi de leur pays s’applique à eux.",
      },
    ],
    holds: "Ce que ce service conserve",
    sources: "D’où viennent les lieux",
    own: "La liste de ses propres réseaux, tenue par ce service",
    state: {
      fresh: "",
      stale: "données anciennes",
      missing: "absente pour le moment",
      rejected: "inutilisable pour le moment",
    },
  },
};
